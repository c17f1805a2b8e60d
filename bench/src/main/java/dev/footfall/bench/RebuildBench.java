package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.bench.RowCheck.Verdict;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures {@code footfall rebuild} as a user runs it, a new process on a data directory until it exits, beside DuckDB's
 * recount of the same events as files, by turns.
 */
final class RebuildBench {
    private static final long DEFAULT_EVENTS = 5_000_000;

    private final BenchOptions options;
    private final Load load;
    private final Catalog catalog;
    private final BenchDirectory directory;
    private final Settings settings;
    private final Rounds rounds = new Rounds();
    private final Figures rebuildSeconds = new Figures();
    private final Figures rebuildCpuSeconds = new Figures();
    private final Figures peakResidentMib = new Figures();
    private final Figures recountSeconds = new Figures();
    private final Figures statementSeconds = new Figures();
    private final Figures statementCpuSeconds = new Figures();
    private final Figures consumerSeconds = new Figures();
    private Verdict verdict = Verdict.NOTHING;
    private Verdict recounted = Verdict.NOTHING;

    private RebuildBench(BenchOptions options, Load load, BenchDirectory directory) {
        this.options = options;
        this.load = load;
        this.catalog = new Catalog(load.repositories(), options.partitions());
        this.directory = directory;
        String data = directory.file("data").toString();
        this.settings = BenchSettings.with(options.settings(), Map.of(Setting.DATA_DIR, data));
    }

    static boolean run(BenchOptions options, Consumer<String> lines) {
        Settings usual = Settings.read(null, Map.of(), Map.of());
        if (!options.rules().equals(RoomConfigs.rules(usual).counting())) {
            throw new IllegalArgumentException(
                    "'bench rebuild' compares with the SQL of docs/analysts.md, which has the"
                            + " default rules: leave the settings of other rules away");
        }
        Load load = options.load(options.oneSizeOr(DEFAULT_EVENTS));
        try (BenchDirectory directory = BenchDirectory.in(options.directory())) {
            var bench = new RebuildBench(options, load, directory);
            ProductProcess.count(bench.settings, load, bench.catalog, options.notes());
            Recount.EventFiles.write(load, bench.catalog, options.partitions(), bench.events());
            for (int round = 1; round <= options.rounds(); round++) bench.measure(round);
            lines.accept(bench.line());
            return bench.verdict.wrong() + bench.recounted.wrong() == 0;
        }
    }

    private Path events() {
        return directory.file("events");
    }

    /** Neither of the two always comes after the other. */
    private void measure(int round) {
        boolean isRecountFirst = round % 2 == 0;
        if (isRecountFirst) recount();
        rebuild();
        if (!isRecountFirst) recount();
        check();
        double rebuilt = load.events() / rebuildSeconds.last();
        double reference = load.events() / recountSeconds.last();
        rounds.add(reference, rebuilt);
        options.notes()
                .accept(String.format(
                        Locale.ROOT,
                        "round %d of %d: rebuilt %,.0f/s, recounted %,.0f/s",
                        round,
                        options.rounds(),
                        rebuilt,
                        reference));
    }

    private void rebuild() {
        LauncherRun run = LauncherRun.of(settings, directory.file("rebuild.log"), "rebuild");
        String wanted = String.format(Locale.ROOT, "counted %,d events again", load.events());
        if (!run.output().contains(wanted)) {
            verdict = verdict.and(0, 1, "expected '" + wanted + "', rebuild printed: " + run.output());
        }
        rebuildSeconds.add(run.seconds());
        rebuildCpuSeconds.add(run.cpuSeconds());
        peakResidentMib.add(run.peakResidentMib());
    }

    private void recount() {
        Path rows = directory.file("recounted");
        long startNanos = System.nanoTime();
        JsonNode answer;
        try (Child child = Child.startBeside(settings, "recount", events().toString(), rows.toString())) {
            answer = child.answer();
        }
        recountSeconds.add((System.nanoTime() - startNanos) / 1e9);
        statementSeconds.add(answer.path("seconds").asDouble());
        statementCpuSeconds.add(answer.path("cpu_seconds").asDouble());
        recounted = recounted.plus(RowFile.compare(new Oracle(load, catalog, options.rules()), rows, false));
    }

    /** Asks for the rows that were rebuilt; where the log can be read then, a bare consumer reads it. */
    private void check() {
        try (ProductProcess product = ProductProcess.run(settings)) {
            product.awaitReady();
            verdict = verdict.plus(HttpRows.compare(options, load, catalog, product.queryPort()));
            var onKafka = BenchSettings.with(settings, Map.of(Setting.KAFKA_BOOTSTRAP_SERVERS, product.kafka()));
            long startNanos = System.nanoTime();
            try (Child consumer = Child.startBeside(onKafka, "consume")) {
                long records = consumer.ask("2").path("records").asLong();
                if (records != load.events()) throw new IllegalStateException("the log has " + records + " records");
            }
            consumerSeconds.add((System.nanoTime() - startNanos) / 1e9);
        }
    }

    private String line() {
        BenchLine line = new BenchLine("rebuild", load)
                .rates(rounds, "DuckDB with 2 threads, the SQL of docs/analysts.md over NDJSON, process start to exit")
                .verdict(verdict)
                .put("recounted_rows", recounted.rows())
                .put("wrong_recounted_rows", recounted.wrong());
        if (recounted.wrong() > 0) line.put("first_wrong_recounted", recounted.firstWrong());
        return line.put("cpu_micros_per_event", rebuildCpuSeconds.median() * 1e6 / load.events())
                .put("peak_rss_mib", peakResidentMib.largest())
                .set("rebuild_s", rebuildSeconds.json())
                .set("rebuild_cpu_s", rebuildCpuSeconds.json())
                .set("duckdb_s", recountSeconds.json())
                .set("duckdb_statement_s", statementSeconds.json())
                .set("duckdb_statement_cpu_s", statementCpuSeconds.json())
                .set("consumer_s", consumerSeconds.json())
                .put("ndjson_mib", BenchDirectory.bytes(events()) / 1_048_576.0)
                .text();
    }
}
