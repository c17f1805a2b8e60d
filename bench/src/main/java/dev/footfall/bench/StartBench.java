package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.bench.RowCheck.Verdict;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Measures the time from launch to ready: with nothing, with a full data directory, and without the local state. */
final class StartBench {
    private static final long DEFAULT_EVENTS = 1_000_000;

    private final BenchOptions options;
    private final Load load;
    private final Catalog catalog;
    private final BenchDirectory directory;
    private final Settings settings;
    private final Rounds rounds = new Rounds();
    private final Figures emptySeconds = new Figures();
    private final Figures intactSeconds = new Figures();
    private final Figures restoredSeconds = new Figures();
    private final Figures restoredPerSecond = new Figures();
    private final Figures cpuMicros = new Figures();
    private final Figures peakHeapMib = new Figures();
    private final Figures peakResidentMib = new Figures();
    private long changes;
    private Verdict verdict = Verdict.NOTHING;

    private StartBench(BenchOptions options, Load load, BenchDirectory directory) {
        this.options = options;
        this.load = load;
        this.catalog = new Catalog(load.repositories(), options.partitions());
        this.directory = directory;
        this.settings = in("data");
    }

    private Settings in(String name) {
        return BenchSettings.with(
                options.settings(),
                Map.of(Setting.DATA_DIR, directory.file(name).toString()));
    }

    static boolean run(BenchOptions options, Consumer<String> lines) {
        options.requireOwnKafka("start");
        Load load = options.load(options.oneSizeOr(DEFAULT_EVENTS));
        try (BenchDirectory directory = BenchDirectory.in(options.directory())) {
            var bench = new StartBench(options, load, directory);
            bench.fill();
            for (int round = 1; round <= options.rounds(); round++) {
                bench.measure();
                options.notes().accept("round " + round + " of " + options.rounds() + " started three times");
            }
            lines.accept(bench.line());
            return bench.verdict.wrong() == 0;
        }
    }

    private void fill() {
        changes = CountedLoad.make(settings, load, catalog, options.notes());
    }

    private void measure() {
        double empty = secondsToReady(in("empty"), product -> {});
        BenchDirectory.delete(directory.file("empty"));
        double intact = secondsToReady(settings, product -> {});
        BenchDirectory.delete(directory.file("data").resolve("state"));
        double restored = secondsToReady(settings, this::check);
        emptySeconds.add(empty);
        intactSeconds.add(intact);
        restoredSeconds.add(restored);
        restoredPerSecond.add(changes / restored);
        rounds.add(load.events() / empty, load.events() / intact);
    }

    private double secondsToReady(Settings of, Consumer<ProductProcess> then) {
        long startNanos = System.nanoTime();
        try (ProductProcess product = ProductProcess.run(of)) {
            product.awaitReady();
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            then.accept(product);
            return seconds;
        }
    }

    private void check(ProductProcess product) {
        JsonNode use = product.use();
        cpuMicros.add(use.path("cpu_seconds").asDouble() * 1e6 / load.events());
        peakHeapMib.add(use.path("peak_heap_mib").asDouble());
        peakResidentMib.add(use.path("peak_rss_mib").asDouble());
        verdict = verdict.plus(HttpRows.compare(options, load, catalog, product.queryPort()));
    }

    private String line() {
        return new BenchLine("start", load)
                .rates(rounds, "a start with an empty data directory")
                .verdict(verdict)
                .put("cpu_micros_per_event", cpuMicros.median())
                .put("peak_heap_mib", peakHeapMib.largest())
                .put("peak_rss_mib", peakResidentMib.largest())
                .set("empty_s", emptySeconds.json())
                .set("intact_s", intactSeconds.json())
                .set("restored_s", restoredSeconds.json())
                .set("restored_per_s", restoredPerSecond.json())
                .put("changelog_records", changes)
                .put("jar_mib", jarBytes() / 1_048_576.0)
                .text();
    }

    /** The size of the program; 0 when it is not packed in one file. */
    private static long jarBytes() {
        try {
            Path program = BenchEnvironment.program();
            return Files.isRegularFile(program) ? Files.size(program) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
