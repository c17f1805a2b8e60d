package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.bench.RowCheck.Verdict;
import dev.footfall.standalone.settings.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Measures the time from the 202 of an event until {@code /stats} shows it, beside the interval of commits. */
final class FreshnessBench {
    private static final long DEFAULT_EVENTS = 1_000;
    private static final int WARM_UP_EVENTS = 100;
    private static final long COMMIT_MILLIS = 100;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    private final Load load;
    private final Catalog catalog;
    private final EventText text;
    private final SplittableRandom random;
    private long published;
    private Verdict verdict = Verdict.NOTHING;

    private FreshnessBench(Load load, int partitions) {
        this.load = load;
        this.catalog = new Catalog(load.repositories(), partitions);
        this.text = new EventText(catalog, load.seed());
        this.random = new SplittableRandom(load.seed());
    }

    static boolean run(BenchOptions options, Consumer<String> lines) {
        options.requireOwnKafka("freshness");
        Load load = options.load(options.oneSizeOr(DEFAULT_EVENTS));
        var bench = new FreshnessBench(load, options.partitions());
        try (BenchDirectory directory = BenchDirectory.in(options.directory())) {
            String data = directory.file("data").toString();
            try (ProductProcess product =
                    ProductProcess.run(BenchSettings.with(options.settings(), Map.of(Setting.DATA_DIR, data)))) {
                product.awaitReady();
                bench.measure(product, WARM_UP_EVENTS);
                lines.accept(bench.measure(product, options));
            }
        }
        return bench.verdict.wrong() == 0;
    }

    private String measure(ProductProcess product, BenchOptions options) {
        var rounds = new Rounds();
        var p50 = new Figures();
        var p99 = new Figures();
        double cpuSeconds = product.use().path("cpu_seconds").asDouble();
        for (int round = 1; round <= options.rounds(); round++) {
            Figures millis = measure(product, load.events());
            rounds.add(1_000.0 / COMMIT_MILLIS, 1_000 / millis.percentile(50));
            p50.add(millis.percentile(50));
            p99.add(millis.percentile(99));
            options.notes().accept("round " + round + " of " + options.rounds() + " measured");
        }
        JsonNode use = product.use();
        double cpuMicros = (use.path("cpu_seconds").asDouble() - cpuSeconds) * 1e6;
        return new BenchLine("freshness", load)
                .rates(rounds, "one for each commit interval")
                .verdict(verdict)
                .put("cpu_micros_per_event", cpuMicros / ((double) load.events() * options.rounds()))
                .put("peak_heap_mib", use.path("peak_heap_mib").asLong())
                .put("peak_rss_mib", use.path("peak_rss_mib").asLong())
                .put("p50_ms", p50.median())
                .put("p99_ms", p99.median())
                .put("commit_interval_ms", COMMIT_MILLIS)
                .text();
    }

    private Figures measure(ProductProcess product, long events) {
        var millis = new Figures();
        try (var ingest = new HttpConnection(product.ingestPort());
                var query = new HttpConnection(product.queryPort())) {
            for (long number = 0; number < events; number++) {
                // the moment within the commit interval is chance, not the end of the event before
                LockSupport.parkNanos(random.nextLong(COMMIT_MILLIS * 1_000_000));
                millis.add(measureOne(ingest, query));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return millis;
    }

    /** Sends one download, which no other shares a session with, and asks until it is there. */
    private double measureOne(HttpConnection ingest, HttpConnection query) {
        int repository = (int) (published % load.repositories());
        long downloads = published / load.repositories() + 1;
        byte[] event = text.of(event(published, repository));
        byte[] question = HttpConnection.get(HttpRows.path(catalog.id(repository)) + "/stats");
        published++;

        int status = ingest.send(HttpConnection.post("/v1/events", event)).status();
        if (status != 202) throw new IllegalStateException("ingest answered " + status);
        long startNanos = System.nanoTime();
        String wanted = "\"downloads\":" + downloads + ",";
        while (true) {
            HttpConnection.Response response = query.send(question);
            long nanos = System.nanoTime() - startNanos;
            if (response.status() == 200 && response.body().contains(wanted)) {
                verdict = verdict.and(1, 0, "");
                return nanos / 1e6;
            }
            if (nanos > PATIENCE_NANOS) {
                verdict = verdict.and(1, 1, "expected " + wanted + " answered " + response);
                return nanos / 1e6;
            }
        }
    }

    /** A request that counts, by a visitor of its own: the first of these serial numbers that makes one. */
    private LoadEvent event(long number, int repository) {
        long serial = number << 8;
        var event = new LoadEvent(serial, repository, (int) number, load.startMillis());
        while (event.kind() != LoadEvent.Kind.FILE) {
            serial++;
            event = new LoadEvent(serial, repository, (int) number, load.startMillis());
        }
        return event;
    }
}
