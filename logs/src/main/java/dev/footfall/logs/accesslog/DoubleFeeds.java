package dev.footfall.logs.accesslog;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.WritableEvent;
import dev.footfall.ingest.publish.Delivery;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.publish.RecordKind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of repositories with a webhook and an access log on one day, of {@value #MOST} a day and feed. Thread-safe. */
public final class DoubleFeeds {
    private static final Logger LOG = LoggerFactory.getLogger(DoubleFeeds.class);
    private static final int MOST = 50_000;
    private static final int MOST_NAMED = 10;
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final InstantSource clock;
    private final Map<RepoId, String> webhooks = new HashMap<>();
    private final Map<RepoId, String> logs = new HashMap<>();
    private final Set<RepoId> found = new HashSet<>();
    private long day;

    public DoubleFeeds(InstantSource clock, MeterRegistry metrics) {
        this.clock = clock;
        Gauge.builder("footfall.ingest.repositories.fed.twice", this, DoubleFeeds::number)
                .description("Repositories that a webhook and an access log feed on this UTC day")
                .register(metrics);
    }

    public EventPublisher watch(EventPublisher publisher, boolean isWebhook) {
        return isWebhook ? new Watched(publisher, this, webhooks, logs) : new Watched(publisher, this, logs, webhooks);
    }

    synchronized int number() {
        beginDay();
        return found.size();
    }

    private synchronized void note(List<?> facts, Map<RepoId, String> own, Map<RepoId, String> others) {
        beginDay();
        for (Object fact : facts) {
            if (fact instanceof WritableEvent event) note(event, own, others);
        }
    }

    private void note(WritableEvent written, Map<RepoId, String> own, Map<RepoId, String> others) {
        DownloadEvent event = written.event();
        RepoId repo = event.repo();
        String source = String.valueOf(event.details().source());
        if (own.size() < MOST) own.putIfAbsent(repo, source);
        String other = others.get(repo);
        if (other == null || !found.add(repo) || found.size() > MOST_NAMED) return;
        LOG.warn(
                "{} is fed by a webhook and an access log, {} and {}: its downloads may count twice; keep only one of "
                        + "them",
                repo.key(),
                source,
                other);
    }

    private void beginDay() {
        long now = Math.floorDiv(clock.millis(), DAY_MILLIS);
        if (now == day) return;
        day = now;
        webhooks.clear();
        logs.clear();
        found.clear();
    }

    private record Watched(
            EventPublisher publisher, DoubleFeeds feeds, Map<RepoId, String> own, Map<RepoId, String> others)
            implements EventPublisher {
        @Override
        public <T> CompletableFuture<Delivery> send(RecordKind<T> kind, List<? extends T> facts) {
            feeds.note(facts, own, others);
            return publisher.send(kind, facts);
        }

        @Override
        public void close() {
            publisher.close();
        }
    }
}
