package dev.footfall.logs.client;

import dev.footfall.events.SourceTrust;
import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.sharedlog.SharedLog;
import dev.footfall.ingest.sharedlog.SharedLogClient;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trust of each day as all ingests have agreed on it. Kafka is asked at the first line with a list, and once for each day
 * of a source that is not known yet; fails with a {@link SharedLogUnavailableException} while it does not answer.
 */
public final class RecordedTrust implements DayTrust, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordedTrust.class);

    private final SharedLogClient<TrustRegistry, SourceTrust> log;
    private final ProxyTrust present;
    private final Map<DayOfSource, ProxyTrust> held = new ConcurrentHashMap<>();
    private volatile boolean isRead;
    private volatile boolean isAway;

    public RecordedTrust(SharedLog<TrustRegistry, SourceTrust> log, ProxyTrust present) {
        this.log =
                new SharedLogClient<>(log, TrustRegistry.TOPIC.subject(), System::nanoTime, "footfall-trusted-proxies");
        this.present = present;
    }

    @Override
    public ProxyTrust present() {
        return present;
    }

    @Override
    public ProxyTrust known(String source, LocalDate day) {
        if (!isRead) read();
        return held.getOrDefault(new DayOfSource(source, day), present);
    }

    private void read() {
        log.inTurn(() -> {
            if (!isRead) held.putAll(change(List.of()).trusts());
            isRead = true;
            return isRead;
        });
    }

    @Override
    public ProxyTrust hold(String source, LocalDate day) {
        var wanted = new DayOfSource(source, day);
        ProxyTrust known = held.get(wanted);
        return known != null ? known : log.inTurn(() -> recorded(wanted));
    }

    private ProxyTrust recorded(DayOfSource day) {
        ProxyTrust known = held.get(day);
        if (known != null) return known;
        ProxyTrust trust = change(List.of(day)).trust(day).orElseThrow();
        held.put(day, trust);
        return trust;
    }

    private TrustRegistry change(List<DayOfSource> days) {
        try {
            TrustRegistry registry = log.change(found -> days.stream()
                    .flatMap(day -> found.toHold(day, present).stream())
                    .toList());
            isAway = false;
            return registry;
        } catch (SharedLogUnavailableException e) {
            if (!isAway) LOG.warn("lines with lists of proxies wait: {}", e.getMessage());
            isAway = true;
            throw e;
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
