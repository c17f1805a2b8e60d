package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.projection.Projections;
import dev.footfall.aggregator.rollup.DailyRow;
import dev.footfall.bench.RowCheck.Verdict;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Measures the freshness and the answers of the whole house while it counts its log by other rules, beside those without
 * that. It is killed meanwhile; then the diff, and what is answered after a promotion, are compared with two oracles.
 */
final class WhatIfBench {
    private static final long DEFAULT_EVENTS = 1_000_000;
    private static final long EVENTS_PER_SECOND = 100_000;
    private static final long LONGEST_SECONDS = 15;
    private static final int LIVE_REPOSITORIES = 100;
    private static final String STATE = "gap10";
    private static final String GAP = "PT10M";

    private final BenchOptions options;
    private final Load load;
    private final Catalog catalog;
    private final BenchDirectory directory;
    private final Settings settings;
    private final LiveDownloads downloads;
    private final Rounds rounds = new Rounds();
    private final BenchLine line;
    private Verdict verdict = Verdict.NOTHING;

    private WhatIfBench(BenchOptions options, Load load, BenchDirectory directory) {
        this.options = options;
        this.load = load;
        this.catalog = new Catalog(load.repositories(), options.partitions());
        this.directory = directory;
        this.settings = BenchSettings.with(
                options.settings(),
                Map.of(
                        Setting.DATA_DIR,
                        directory.file("data").toString(),
                        Setting.AUTH_JWT_SECRET,
                        BearerToken.SECRET,
                        Setting.PROJECTIONS,
                        Projections.ALL.names()));
        var more = new LiveDownloads.Range(load.repositories(), load.repositories() + LIVE_REPOSITORIES);
        this.downloads = new LiveDownloads(
                new Catalog(more.to(), options.partitions()), more, ~load.seed(), load.endMillis() - 1);
        this.line = new BenchLine("whatif", load);
    }

    static boolean run(BenchOptions options, Consumer<String> lines) {
        options.requireOwnKafka("whatif");
        Load load = options.load(options.oneSizeOr(DEFAULT_EVENTS));
        try (BenchDirectory directory = BenchDirectory.in(options.directory())) {
            var bench = new WhatIfBench(options, load, directory);
            bench.measure();
            Verdict verdict = bench.verdict.plus(bench.downloads.verdict());
            lines.accept(bench.line
                    .rates(bench.rounds, "stats of the same server, before it counted another state")
                    .verdict(verdict)
                    .text());
            return verdict.wrong() == 0;
        }
    }

    private void measure() {
        try (ProductProcess product = ProductProcess.run(settings)) {
            product.awaitReady();
            var kafka = Map.of(Setting.KAFKA_BOOTSTRAP_SERVERS, product.kafka());
            new LoadPublisher(load, catalog, options.notes())
                    .publish(RoomConfigs.of(BenchSettings.with(settings, kafka)));
            product.awaitCounted();
            countAnother(product);
            product.kill();
            options.notes().accept("killed while it counted another state");
        }
        long startNanos = System.nanoTime();
        try (ProductProcess product = ProductProcess.run(settings)) {
            product.awaitReady();
            line.put("ready_after_s", (System.nanoTime() - startNanos) / 1e9);
            var states = new StatesClient(product.queryPort(), STATE);
            states.awaitCounted();
            line.put("counted_after_s", (System.nanoTime() - startNanos) / 1e9);
            check(product, states);
        }
    }

    private void countAnother(ProductProcess product) {
        long seconds = Math.max(1, Math.min(LONGEST_SECONDS, load.events() / EVENTS_PER_SECOND));
        measure(product, () -> false, seconds); // warms it up
        MixedAnswers without = measure(product, () -> false, seconds);
        double cpuSeconds = product.use().path("cpu_seconds").asDouble();
        var states = new StatesClient(product.queryPort(), STATE);
        long startNanos = System.nanoTime();
        states.count(Setting.SESSION_GAP.key(), GAP);
        MixedAnswers with = measure(product, () -> states.counted() < load.events() / 2, 1);
        long counted = states.counted();
        double countedSeconds = (System.nanoTime() - startNanos) / 1e9;
        JsonNode use = product.use();
        rounds.add(
                1_000 / without.percentile(QueryLatencies.STATS, 50),
                1_000 / with.percentile(QueryLatencies.STATS, 50));
        line.put("state_events_per_s", counted / countedSeconds)
                .put("killed_after_events", counted)
                .put("cpu_micros_per_event", (use.path("cpu_seconds").asDouble() - cpuSeconds) * 1e6 / counted)
                .put("peak_heap_mib", use.path("peak_heap_mib").asLong())
                .put("peak_rss_mib", use.path("peak_rss_mib").asLong());
        tell(without, with);
    }

    private void tell(MixedAnswers without, MixedAnswers with) {
        for (String what : with.all()) {
            for (int percent : new int[] {50, 99}) {
                String name = what + "_p" + percent;
                line.put(name + "_ms", without.percentile(what, percent))
                        .put(name + "_whatif_ms", with.percentile(what, percent))
                        .put(name + "_ratio", with.percentile(what, percent) / without.percentile(what, percent));
            }
        }
    }

    /** Asks for so long, and as long as there is another reason to. */
    private MixedAnswers measure(ProductProcess product, BooleanSupplier goOn, long seconds) {
        long untilNanos = System.nanoTime() + seconds * 1_000_000_000;
        MixedAnswers answers = MixedAnswers.measure(
                load, catalog, product, downloads, () -> System.nanoTime() < untilNanos || goOn.getAsBoolean());
        options.notes().accept("asked " + answers.questions().turns() + " questions of each kind");
        return answers;
    }

    private void check(ProductProcess product, StatesClient states) {
        var others = RoomConfigs.rules(BenchSettings.with(settings, Map.of(Setting.SESSION_GAP, GAP)))
                .counting();
        Path rows = directory.file("rows");
        var oneAfterAnother = new Catalog(load.repositories(), 1);
        write(new Oracle(load, oneAfterAnother, options.rules()), rows);
        DiffCheck.Compared diff =
                DiffCheck.compare(rows, new Oracle(load, oneAfterAnother, others), downloads.sum(), states.diff());
        line.put("changed_days", diff.changedDays());
        verdict = diff.verdict();
        states.promote();
        verdict = verdict.plus(HttpRows.compare(new Oracle(load, catalog, others), load, catalog, product.queryPort()));
        states.demote();
        verdict = verdict.plus(HttpRows.compare(options, load, catalog, product.queryPort()));
    }

    private static void write(Oracle oracle, Path file) {
        Catalog catalog = oracle.catalog();
        try (var rows = new RowFile.Writer(file)) {
            oracle.forEachRow(row -> rows.write(
                    catalog.key(catalog.index(row.rank())),
                    row.epochDay(),
                    new DailyRow(0, row.counts(), row.excluded())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
