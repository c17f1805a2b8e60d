package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.queryapi.gaps.GapCache.SourceTotals;
import dev.footfall.queryapi.http.OperationsApi.SourceMeters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
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
    private final SourceMeters meters = new SourceMeters(this::sources, metrics);

    /** A sample that is added twice, or replaced meanwhile, fails a scrape. */
    @Test
    void isRefreshedByOneScrapeAtATimeAndReplacesNoSample() throws Exception {
        var scrapers = Executors.newFixedThreadPool(4);
        var scrapes = new ArrayList<Future<?>>();
        for (int i = 0; i < 4; i++) {
            scrapes.add(scrapers.submit(() -> {
                for (int round = 0; round < 2_000; round++) {
                    meters.refresh();
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
        meters.refresh();
        number = 7;
        meters.refresh();
        assertEquals(7, metrics.get("footfall.source.events").gauge().value());

        number = 0;
        meters.refresh();
        assertEquals(0, metrics.find("footfall.source.events").gauges().size());
    }

    private Optional<List<SourceTotals>> sources() {
        most.accumulateAndGet(refreshing.incrementAndGet(), Math::max);
        LockSupport.parkNanos(1_000);
        refreshing.decrementAndGet();
        return Optional.of(number == 0 ? List.of() : List.of(new SourceTotals("files-1", number, 0, Instant.EPOCH)));
    }
}
