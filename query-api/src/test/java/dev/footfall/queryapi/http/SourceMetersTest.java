package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.gaps.InMemoryGaps;
import dev.footfall.queryapi.gaps.SourceDays;
import dev.footfall.queryapi.gaps.SourceTotals;
import dev.footfall.queryapi.http.OperationsApi.SourceMeters;
import dev.footfall.queryapi.route.OneNode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SourceMetersTest {
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicInteger refreshing = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private volatile long number = 1;
    private final SourceMeters meters = new SourceMeters(metrics);

    /** A sample that is added twice, or replaced meanwhile, fails a scrape. */
    @Test
    void isRefreshedByOneScrapeAtATimeAndReplacesNoSample() throws Exception {
        var scrapers = Executors.newFixedThreadPool(4);
        var scrapes = new ArrayList<Future<?>>();
        for (int i = 0; i < 4; i++) {
            scrapes.add(scrapers.submit(() -> {
                for (int round = 0; round < 2_000; round++) {
                    meters.refresh(this::sources);
                    metrics.scrape();
                }
            }));
        }
        for (Future<?> scrape : scrapes) scrape.get();
        scrapers.shutdown();

        assertEquals(1, most.get());
    }

    @Test
    void followsEachSource() {
        meters.refresh(this::sources);
        number = 7;
        meters.refresh(this::sources);
        assertEquals(7, metrics.get("footfall.source.events").gauge().value());

        number = 0;
        meters.refresh(this::sources);
        assertEquals(0, metrics.find("footfall.source.events").gauges().size());
    }

    /** Alerts on a source's last event must not see the state before forever. */
    @Test
    void followsTheStateThatAnswers() throws Exception {
        try (var server = QueryServer.start(
                Served.config(QueryConfig.ANY_LAG, QueryConfig.Unregistered.PUBLIC),
                backend(1),
                List.of(new OperationsApi()))) {
            assertEquals(24, scraped(server, 24));

            server.answerFrom(backend(2));

            assertEquals(48, scraped(server, 48));
        }
    }

    private Backend backend(int eventsPerHour) {
        var state = new InMemoryState(1);
        LocalDate day = LocalDate.parse("2026-11-19");
        SourceDays.regular("files-1", day, day, eventsPerHour, hour -> false).forEach(one -> state.put(0, one));
        state.current(Served.NOW, 0);
        return new Backend(OneNode.reader(state, true), Served.RULES, metrics, Clock.systemUTC(), new InMemoryGaps());
    }

    /** The events of the source once they are so many, or after a while. */
    private double scraped(QueryServer server, double wanted) throws Exception {
        URI url = URI.create("http://127.0.0.1:" + server.port() + "/metrics");
        double events = 0;
        for (int i = 0; i < 100 && events != wanted; i++) {
            HttpClient.newHttpClient().send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding());
            events = metrics.find("footfall.source.events").gauges().stream()
                    .mapToDouble(Gauge::value)
                    .sum();
        }
        return events;
    }

    private Optional<List<SourceTotals>> sources() {
        most.accumulateAndGet(refreshing.incrementAndGet(), Math::max);
        LockSupport.parkNanos(1_000);
        refreshing.decrementAndGet();
        return Optional.of(number == 0 ? List.of() : List.of(new SourceTotals("files-1", number, 0, Instant.EPOCH)));
    }
}
