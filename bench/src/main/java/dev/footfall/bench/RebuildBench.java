package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures {@code footfall rebuild} in a new process, beside DuckDB's recount of the same events as files. */
final class RebuildBench {
    private static final long DEFAULT_EVENTS = 5_000_000;

    private final BenchOptions options;
    private final Load load;
    private final Catalog catalog;
    private final BenchDirectory directory;
    private final Settings settings;
    private final Measures measures = new Measures();
    private RowVerdict verdict = RowVerdict.NOTHING;
    private RowVerdict recounted = RowVerdict.NOTHING;

    private RebuildBench(BenchOptions options, Load load, BenchDirectory directory) {
        this.options = options;
        this.load = load;
        this.catalog = new Catalog(load.repositories(), options.partitions());
        this.directory = directory;
        this.settings = directory.settings(options, "data");
    }

    static boolean run(BenchOptions options, Consumer<String> lines) {
        Settings usual = Settings.read(null, Map.of(), Map.of());
        if (!options.rules().equals(RoomConfigs.rules(usual).counting())) {
            throw new IllegalArgumentException(
                    "'bench rebuild' compares with the SQL of docs/analysts.md, which uses the default rules: do not "
                            + "set other rules");
        }
        Load load = options.load(options.oneSizeOr(DEFAULT_EVENTS));
        try (BenchDirectory directory = BenchDirectory.in(options.directory())) {
            var bench = new RebuildBench(options, load, directory);
            ProductProcess.count(bench.settings, load, bench.catalog, options.notes());
            Recount.writeEvents(load, bench.catalog, options.partitions(), bench.events());
            for (int round = 1; round <= options.rounds(); round++) bench.measure(round);
            lines.accept(bench.line());
            return bench.verdict.wrong() + bench.recounted.wrong() == 0;
        }
    }

    private Path events() {
        return directory.file("events");
    }

    private void measure(int round) {
        boolean isRecountFirst = round % 2 == 0;
        if (isRecountFirst) recount();
        rebuild();
        if (!isRecountFirst) recount();
        check();
        double rebuilt = load.events() / measures.get("rebuild_s").last();
        double reference = load.events() / measures.get("duckdb_s").last();
        measures.rates(reference, rebuilt);
        String form = "round %d of %d: rebuilt %,.0f/s, recounted %,.0f/s";
        options.note(form, round, options.rounds(), rebuilt, reference);
    }

    private void rebuild() {
        LauncherRun run = LauncherRun.of(settings, directory.file("rebuild.log"), "rebuild");
        String wanted = String.format(Locale.ROOT, "counted %,d events again", load.events());
        if (!run.output().contains(wanted)) {
            verdict = verdict.and(0, 1, "expected '" + wanted + "', rebuild printed: " + run.output());
        }
        measures.add("rebuild_s", run.seconds());
        measures.add("rebuild_cpu_s", run.cpuSeconds());
        measures.add("peak_rss_mib", run.peakResidentMib());
    }

    private void recount() {
        Path rows = directory.file("recounted");
        long startNanos = System.nanoTime();
        JsonNode answer;
        try (Child child = Child.startBeside(settings, "recount", events().toString(), rows.toString())) {
            answer = child.answer();
        }
        measures.add("duckdb_s", (System.nanoTime() - startNanos) / 1e9);
        measures.add("duckdb_statement_s", answer.path("seconds").asDouble());
        measures.add("duckdb_statement_cpu_s", answer.path("cpu_seconds").asDouble());
        recounted = recounted.plus(RowCheck.compare(new Oracle(load, catalog, options.rules()), rows, false));
    }

    private void check() {
        try (ProductProcess product = ProductProcess.run(settings)) {
            product.awaitReady();
            verdict = verdict.plus(HttpRows.compare(options, load, catalog, product.queryPort()));
            long startNanos = System.nanoTime();
            try (Child consumer = Child.startBeside(product.onKafka(settings), "consume")) {
                long records = consumer.ask("2").path("records").asLong();
                if (records != load.events()) throw new IllegalStateException("the log has " + records + " records");
            }
            measures.add("consumer_s", (System.nanoTime() - startNanos) / 1e9);
        }
    }

    private String line() {
        BenchLine line = new BenchLine("rebuild", load)
                .rates(
                        measures,
                        "DuckDB with 2 threads, the SQL of docs/analysts.md over NDJSON, process start to exit")
                .verdict(verdict)
                .put("recounted_rows", recounted.rows())
                .put("wrong_recounted_rows", recounted.wrong());
        if (recounted.wrong() > 0) line.put("first_wrong_recounted", recounted.firstWrong());
        return line.put("cpu_micros_per_event", measures.get("rebuild_cpu_s").median() * 1e6 / load.events())
                .put("peak_rss_mib", measures.get("peak_rss_mib").largest())
                .spreads(measures, "rebuild_s", "rebuild_cpu_s")
                .spreads(measures, "duckdb_s", "duckdb_statement_s", "duckdb_statement_cpu_s", "consumer_s")
                .put("ndjson_mib", BenchDirectory.bytes(events()) / 1_048_576.0)
                .text();
    }

    /** Started by the launcher with the launcher's JVM options; 0 if the system has no figure. */
    record LauncherRun(double seconds, double cpuSeconds, double peakResidentMib, String output) {
        private static final String OPTIONS = "FOOTFALL_JAVA_OPTS";
        private static final long BETWEEN_LOOKS_MILLIS = 10;

        static LauncherRun of(Settings settings, Path log, String... command) {
            List<String> words = new ArrayList<>(List.of(launcher().toString()));
            words.addAll(List.of(command));
            var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("FOOTFALL_") && !name.equals(OPTIONS));
            builder.environment().putAll(BenchSettings.environment(settings));
            builder.environment().remove(Setting.KAFKA_BOOTSTRAP_SERVERS.environmentName());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            try {
                return watch(builder, log);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while '" + String.join(" ", words) + "' ran", e);
            }
        }

        private static LauncherRun watch(ProcessBuilder builder, Path log) throws IOException, InterruptedException {
            long startNanos = System.nanoTime();
            Process process = builder.start();
            Duration cpu = Duration.ZERO;
            long peakKib = 0;
            try {
                while (!process.waitFor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
                    cpu = process.info().totalCpuDuration().orElse(cpu);
                    peakKib = Math.max(peakKib, ProcessUse.peakResidentKib(Long.toString(process.pid())));
                }
                double seconds = (System.nanoTime() - startNanos) / 1e9;
                String output = Files.readString(log);
                if (process.exitValue() != 0) {
                    throw new IllegalStateException("'" + String.join(" ", builder.command()) + "' ended with code "
                            + process.exitValue() + ": " + output);
                }
                return new LauncherRun(seconds, cpu.toMillis() / 1e3, peakKib / 1_024.0, output);
            } finally {
                process.destroyForcibly(); // where this thread was interrupted
            }
        }

        private static Path launcher() {
            @Nullable
            Path directory = BenchEnvironment.program().toAbsolutePath().getParent();
            for (; directory != null; directory = directory.getParent()) {
                Path launcher = directory.resolve("footfall");
                if (Files.isRegularFile(launcher) && Files.isExecutable(launcher)) return launcher;
            }
            throw new IllegalStateException("no launcher was found above " + BenchEnvironment.program()
                    + ": run this benchmark in the checkout where the program was built");
        }
    }
}
