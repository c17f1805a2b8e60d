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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Measures the time from launch to ready: empty, with a full data directory, after a kill and without local state. */
final class StartBench {
    private static final long DEFAULT_EVENTS = 1_000_000;
    private static final int LIVE_REPOSITORIES = 100;

    /** Counted before the kill; they take two seconds and more. */
    private static final long LIVE_EVENTS = 10_000;

    private final BenchOptions options;
    private final Load load;
    private final Catalog catalog;
    private final BenchDirectory directory;
    private final Settings settings;
    private final Rounds rounds = new Rounds();
    private final LiveTraffic traffic;
    private final Measures measures = new Measures();
    private long changes;
    private Verdict verdict = Verdict.NOTHING;

    private StartBench(BenchOptions options, Load load, BenchDirectory directory) {
        this.options = options;
        this.load = load;
        this.catalog = new Catalog(load.repositories(), options.partitions());
        this.directory = directory;
        this.settings = in("data");
        var live = new Catalog.Range(load.repositories(), load.repositories() + LIVE_REPOSITORIES);
        var withLive = new Catalog(live.to(), options.partitions());
        this.traffic = new LiveTraffic(withLive, live, ~load.seed(), load.endMillis() - 1);
    }

    private Settings in(String name) {
        return BenchSettings.with(
                options.settings(),
                Map.of(Setting.DATA_DIR, directory.file(name).toString()));
    }

    static boolean run(BenchOptions options, Consumer<String> lines) {
        Load load = options.load(options.oneSizeOr(DEFAULT_EVENTS));
        try (BenchDirectory directory = BenchDirectory.in(options.directory())) {
            var bench = new StartBench(options, load, directory);
            bench.changes = ProductProcess.count(bench.settings, load, bench.catalog, options.notes());
            for (int round = 1; round <= options.rounds(); round++) {
                bench.measure();
                options.notes().accept("round " + round + " of " + options.rounds() + " started four times");
            }
            lines.accept(bench.line());
            return bench.verdict.wrong() == 0;
        }
    }

    private void measure() {
        double empty = secondsToReady("empty", in("empty"), product -> {});
        BenchDirectory.delete(directory.file("empty"));
        double intact = secondsToReady("intact", settings, product -> {});
        killWhileItCounts();
        secondsToReady("killed", settings, this::checkLive);
        BenchDirectory.delete(directory.file("data").resolve("state"));
        double restored = secondsToReady("restored", settings, this::check);
        measures.add("restored_per_s", changes / restored);
        rounds.add(load.events() / empty, load.events() / intact);
    }

    private double secondsToReady(String state, Settings of, Consumer<ProductProcess> then) {
        long startNanos = System.nanoTime();
        try (ProductProcess product = ProductProcess.run(of)) {
            product.awaitReady();
            double passed = (System.nanoTime() - startNanos) / 1e9;
            measures.add(state + "_s", passed);
            measures.add(state + "_cpu_s", product.use().path("cpu_seconds").asDouble());
            then.accept(product);
            return passed;
        }
    }

    private void killWhileItCounts() {
        try (ProductProcess product = ProductProcess.run(settings)) {
            product.awaitReady();
            long before = product.counted();
            CompletableFuture<Void> sending = traffic.sendTo(product);
            product.await(() -> product.counted() >= before + LIVE_EVENTS);
            product.kill();
            sending.join();
        }
    }

    private void checkLive(ProductProcess product) {
        product.awaitCounted();
        verdict = verdict.plus(traffic.check(product));
    }

    private void check(ProductProcess product) {
        JsonNode use = product.use();
        measures.add("cpu_micros_per_event", use.path("cpu_seconds").asDouble() * 1e6 / load.events());
        measures.addPeaks(use);
        verdict = verdict.plus(HttpRows.compare(options, load, catalog, product.queryPort()));
    }

    private String line() {
        return new BenchLine("start", load)
                .rates(rounds, "a start with an empty data directory")
                .verdict(verdict)
                .put("sessions", sessions())
                .medians(measures, "cpu_micros_per_event")
                .peaks(measures)
                .spreads(measures, "empty_s", "empty_cpu_s", "intact_s", "intact_cpu_s", "killed_s", "killed_cpu_s")
                .spreads(measures, "restored_s", "restored_cpu_s", "restored_per_s")
                .put("changelog_records", changes)
                .put("jar_mib", jarBytes() / 1_048_576.0)
                .text();
    }

    private long sessions() {
        var downloads = new LongAdder();
        new Oracle(load, catalog, options.rules())
                .forEachRow(row -> downloads.add(row.counts().downloads()));
        return downloads.sum();
    }

    private static long jarBytes() {
        try {
            Path program = BenchEnvironment.program();
            return Files.isRegularFile(program) ? Files.size(program) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
