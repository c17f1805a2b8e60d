package dev.footfall.bench;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.bench.RowCheck.Verdict;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Measures the time from launch to ready: with nothing, with a full data directory, after a kill while it counted, and without
 * the local state.
 */
final class StartBench {
    private static final long DEFAULT_EVENTS = 1_000_000;
    private static final int LIVE_REPOSITORIES = 100;

    /** The live events that are counted before the kill, which takes two seconds and more. */
    private static final long LIVE_EVENTS = 10_000;

    private final BenchOptions options;
    private final Load load;
    private final Catalog catalog;
    private final BenchDirectory directory;
    private final Settings settings;
    private final Rounds rounds = new Rounds();
    private final LiveTraffic traffic;
    private final Map<State, Figures> seconds = new EnumMap<>(State.class);
    private final Map<State, Figures> cpuSeconds = new EnumMap<>(State.class);
    private final Figures restoredPerSecond = new Figures();
    private final Figures cpuMicros = new Figures();
    private final Figures peakHeapMib = new Figures();
    private final Figures peakResidentMib = new Figures();
    private long changes;
    private Verdict verdict = Verdict.NOTHING;

    private enum State {
        EMPTY,
        INTACT,
        KILLED,
        RESTORED
    }

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
            bench.fill();
            for (int round = 1; round <= options.rounds(); round++) {
                bench.measure();
                options.notes().accept("round " + round + " of " + options.rounds() + " started four times");
            }
            lines.accept(bench.line());
            return bench.verdict.wrong() == 0;
        }
    }

    private void fill() {
        changes = ProductProcess.count(settings, load, catalog, options.notes());
    }

    private void measure() {
        double empty = secondsToReady(State.EMPTY, in("empty"), product -> {});
        BenchDirectory.delete(directory.file("empty"));
        double intact = secondsToReady(State.INTACT, settings, product -> {});
        killWhileItCounts();
        secondsToReady(State.KILLED, settings, this::checkLive);
        BenchDirectory.delete(directory.file("data").resolve("state"));
        double restored = secondsToReady(State.RESTORED, settings, this::check);
        restoredPerSecond.add(changes / restored);
        rounds.add(load.events() / empty, load.events() / intact);
    }

    private double secondsToReady(State state, Settings of, Consumer<ProductProcess> then) {
        long startNanos = System.nanoTime();
        try (ProductProcess product = ProductProcess.run(of)) {
            product.awaitReady();
            double passed = (System.nanoTime() - startNanos) / 1e9;
            double used = product.use().path("cpu_seconds").asDouble();
            seconds.computeIfAbsent(state, unused -> new Figures()).add(passed);
            cpuSeconds.computeIfAbsent(state, unused -> new Figures()).add(used);
            then.accept(product);
            return passed;
        }
    }

    /** Ends it with SIGKILL while events arrive, after it has committed some that came since it was ready. */
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
        cpuMicros.add(use.path("cpu_seconds").asDouble() * 1e6 / load.events());
        peakHeapMib.add(use.path("peak_heap_mib").asDouble());
        peakResidentMib.add(use.path("peak_rss_mib").asDouble());
        verdict = verdict.plus(HttpRows.compare(options, load, catalog, product.queryPort()));
    }

    private String line() {
        BenchLine line = new BenchLine("start", load)
                .rates(rounds, "a start with an empty data directory")
                .verdict(verdict)
                .put("sessions", sessions())
                .put("cpu_micros_per_event", cpuMicros.median())
                .put("peak_heap_mib", peakHeapMib.largest())
                .put("peak_rss_mib", peakResidentMib.largest());
        for (State state : State.values()) {
            String name = state.name().toLowerCase(Locale.ROOT);
            line.set(name + "_s", of(seconds, state).json())
                    .set(name + "_cpu_s", of(cpuSeconds, state).json());
        }
        return line.set("restored_per_s", restoredPerSecond.json())
                .put("changelog_records", changes)
                .put("jar_mib", jarBytes() / 1_048_576.0)
                .text();
    }

    private static Figures of(Map<State, Figures> figures, State state) {
        return requireNonNull(figures.get(state));
    }

    /** The sessions on the disk, live ones left out. */
    private long sessions() {
        var downloads = new LongAdder();
        new Oracle(load, catalog, options.rules())
                .forEachRow(row -> downloads.add(row.counts().downloads()));
        return downloads.sum();
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
