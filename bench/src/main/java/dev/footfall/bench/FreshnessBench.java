package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

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
    private RowVerdict verdict = RowVerdict.NOTHING;

    private FreshnessBench(Load load, int partitions) {
        this.load = load;
        this.catalog = new Catalog(load.repositories(), partitions);
        this.text = new EventText(catalog, load.seed());
        this.random = new SplittableRandom(load.seed());
    }

    static boolean run(BenchOptions options, Consumer<String> lines) {
        Load load = options.load(options.oneSizeOr(DEFAULT_EVENTS));
        var bench = new FreshnessBench(load, options.partitions());
        try (BenchDirectory directory = BenchDirectory.in(options.directory())) {
            try (ProductProcess product = ProductProcess.run(directory.settings(options, "data"))) {
                product.awaitReady();
                bench.measure(product, WARM_UP_EVENTS);
                lines.accept(bench.measure(product, options));
            }
        }
        return bench.verdict.wrong() == 0;
    }

    private String measure(ProductProcess product, BenchOptions options) {
        var measures = new Measures();
        double cpuSeconds = product.use().path("cpu_seconds").asDouble();
        for (int round = 1; round <= options.rounds(); round++) {
            Figures millis = measure(product, load.events());
            measures.rates(1_000.0 / COMMIT_MILLIS, 1_000 / millis.percentile(50));
            measures.add("p50_ms", millis.percentile(50));
            measures.add("p99_ms", millis.percentile(99));
            options.notes().accept("round " + round + " of " + options.rounds() + " measured");
        }
        JsonNode use = product.use();
        double cpuMicros = (use.path("cpu_seconds").asDouble() - cpuSeconds) * 1e6;
        return new BenchLine("freshness", load)
                .rates(measures, "one for each commit interval")
                .verdict(verdict)
                .put("cpu_micros_per_event", cpuMicros / load.events() / options.rounds())
                .peaks(use)
                .medians(measures, "p50_ms", "p99_ms")
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
                millis.add(millisUntilShown(ingest, query));
            }
        }
        return millis;
    }

    private double millisUntilShown(HttpConnection ingest, HttpConnection query) {
        int repository = (int) (published % catalog.size());
        String wanted = "\"downloads\":" + (published / catalog.size() + 1) + ",";
        LoadEvent event = event(repository);
        byte[] question = HttpConnection.get(HttpRows.path(catalog.id(repository)) + "/stats");

        int status = ingest.send(HttpConnection.post(List.of(text.of(event)))).status();
        if (status != 202) throw new IllegalStateException("ingest answered " + status);
        long startNanos = System.nanoTime();
        published++;
        while (true) {
            HttpReply response = query.send(question);
            long nanos = System.nanoTime() - startNanos;
            boolean isShown = response.status() == 200 && response.body().contains(wanted);
            if (!isShown && nanos <= PATIENCE_NANOS) continue;
            verdict = verdict.and(1, isShown ? 0 : 1, isShown ? "" : "expected " + wanted + " answered " + response);
            return nanos / 1e6;
        }
    }

    /** The first of the serial numbers that counts. */
    private LoadEvent event(int repository) {
        for (long serial = published << 8; ; serial++) {
            var event = new LoadEvent(serial, repository, (int) published, load.startMillis());
            if (event.kind() == LoadEventKind.FILE) return event;
        }
    }
}
