package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.standalone.settings.Setting;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures the time from the 202 of an event until {@code /stats} shows it, beside the interval of commits; and by turns the same
 * while streams of events are open.
 */
final class FreshnessBench {
    private static final long DEFAULT_EVENTS = 1_000;
    private static final int WARM_UP_EVENTS = 100;
    private static final int STREAMS = 200;

    private final Load load;
    private final Catalog catalog;
    private final LiveDownloads downloads;

    private FreshnessBench(Load load, int partitions) {
        this.load = load;
        this.catalog = new Catalog(load.repositories(), partitions);
        this.downloads = new LiveDownloads(
                catalog, new LiveDownloads.Range(0, load.repositories()), load.seed(), load.startMillis());
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
        return bench.downloads.verdict().wrong() == 0;
    }

    private String measure(ProductProcess product, BenchOptions options) {
        var rounds = new Rounds();
        var p50 = new Figures();
        var p99 = new Figures();
        var followed = new Figures();
        long streamedBytes = 0;
        double cpuSeconds = product.use().path("cpu_seconds").asDouble();
        for (int round = 1; round <= options.rounds(); round++) {
            Figures millis = measure(product, load.events());
            rounds.add(1_000.0 / LiveDownloads.COMMIT_MILLIS, 1_000 / millis.percentile(50));
            p50.add(millis.percentile(50));
            p99.add(millis.percentile(99));
            try (var streams = new OpenStreams(product.queryPort(), streamed())) {
                followed.add(measure(product, load.events()).percentile(99));
                streamedBytes += streams.bytes();
            }
            options.notes().accept("round " + round + " of " + options.rounds() + " measured");
        }
        JsonNode use = product.use();
        double cpuMicros = (use.path("cpu_seconds").asDouble() - cpuSeconds) * 1e6;
        return new BenchLine("freshness", load)
                .rates(rounds, "one for each commit interval")
                .verdict(downloads.verdict())
                .put("cpu_micros_per_event", cpuMicros / (2.0 * load.events() * options.rounds()))
                .put("peak_heap_mib", use.path("peak_heap_mib").asLong())
                .put("peak_rss_mib", use.path("peak_rss_mib").asLong())
                .put("p50_ms", p50.median())
                .put("p99_ms", p99.median())
                .put("streams", STREAMS)
                .put("p99_with_streams_ms", followed.median())
                .put("streamed_mib", streamedBytes / (double) (1 << 20))
                .put("commit_interval_ms", LiveDownloads.COMMIT_MILLIS)
                .text();
    }

    /** The hour for one half, and for the other half the repositories that change. */
    private List<String> streamed() {
        Stream<String> hours = Stream.generate(() -> "/v1/live").limit(STREAMS / 2);
        Stream<String> counters = IntStream.range(0, STREAMS / 2)
                .mapToObj(i -> HttpRows.path(catalog.id(i % catalog.size())) + "/stats/live");
        return Stream.concat(hours, counters).toList();
    }

    private Figures measure(ProductProcess product, long events) {
        long end = downloads.sum().files() + events;
        return downloads.measure(product, () -> downloads.sum().files() < end);
    }
}
