package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.bench.RowCheck.Verdict;
import dev.footfall.ingest.accesslog.AccessLogImport;
import dev.footfall.ingest.accesslog.ImportListener;
import dev.footfall.ingest.accesslog.ImportResult;
import dev.footfall.ingest.accesslog.LogFormat;
import dev.footfall.ingest.accesslog.LogSettings;
import dev.footfall.ingest.accesslog.Routes;
import dev.footfall.ingest.publish.KafkaEventPublisher;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Measures the import of an access log, beside counting its lines and sending as many events with a bare producer. */
final class ImportBench {
    private static final long DEFAULT_EVENTS = 500_000;
    private static final int BUFFER_BYTES = 1 << 16;

    private final BenchCluster cluster;
    private final Corpus corpus;
    private final Path file;
    private final long lines;
    private final Figures cpuMicros = new Figures();
    private final Figures peakHeapMib = new Figures();
    private final Figures peakResidentMib = new Figures();
    private Verdict verdict = Verdict.NOTHING;
    private long expected;

    private ImportBench(BenchCluster cluster, Corpus corpus, long lines) {
        this.cluster = cluster;
        this.corpus = corpus;
        this.file = cluster.file("access.log");
        this.lines = lines;
    }

    static boolean run(BenchOptions options, Consumer<String> out) {
        Load load = options.load(options.oneSizeOr(DEFAULT_EVENTS));
        var catalog = new Catalog(load.repositories(), options.partitions());
        var corpus = new Corpus(load, catalog);
        try (BenchCluster cluster = BenchCluster.open(options)) {
            var bench = new ImportBench(cluster, corpus, load.events());
            AccessLines.write(load, catalog, bench.file);
            options.notes().accept("wrote an access log of " + load.events() + " lines");
            Rounds rounds = Rounds.run(options.rounds(), bench::produce, bench::read, options.notes());
            out.accept(new BenchLine("import", load)
                    .rates(rounds, "count the lines, and send as many events with a bare KafkaProducer")
                    .verdict(bench.verdict)
                    .put("cpu_micros_per_event", bench.cpuMicros.median())
                    .put("peak_heap_mib", bench.peakHeapMib.largest())
                    .put("peak_rss_mib", bench.peakResidentMib.largest())
                    .put("file_mib", Files.size(bench.file) / 1_048_576.0)
                    .text());
            return bench.verdict.wrong() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double produce() {
        long startNanos = System.nanoTime();
        long counted = countLines();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        expected += counted;
        return counted / (seconds + corpus.produce(cluster.configs(), counted));
    }

    private long countLines() {
        long counted = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                for (int i = 0; i < length; i++) {
                    if (buffer[i] == '\n') counted++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return counted;
    }

    private double read() {
        JsonNode answer;
        try (Child reading = Child.start(cluster.settings(), "import", file.toString())) {
            answer = reading.answer();
        }
        expected += lines;
        cpuMicros.add(answer.path("cpu_seconds").asDouble() * 1e6 / lines);
        peakHeapMib.add(answer.path("peak_heap_mib").asDouble());
        peakResidentMib.add(answer.path("peak_rss_mib").asDouble());
        try (TopicEnds ends = TopicEnds.now(cluster.configs())) {
            long wrong = Math.abs(ends.records() - expected)
                    + Math.abs(answer.path("published").asLong() - lines);
            String what = wrong == 0 ? "" : "expected " + expected + " records, there are " + ends.records();
            verdict = verdict.plus(new Verdict(expected, wrong, what));
        }
        return lines / answer.path("seconds").asDouble();
    }

    /** Imports the file, in a process of its own; reports the cost until everything was durable. */
    static ObjectNode read(Settings settings, Path file) throws InterruptedException {
        RoomConfigs configs = RoomConfigs.of(settings);
        var log =
                new LogSettings(LogFormat.COMBINED, Routes.of(List.of()), LogSettings.DEFAULT_SOURCE, configs.secret());
        double cpuSeconds = ProcessUse.cpuNanos() / 1e9;
        long startNanos = System.nanoTime();
        try (var publisher = new KafkaEventPublisher(configs.publisher())) {
            ImportResult result = new AccessLogImport(log, publisher, ImportListener.SILENT).run(List.of(file));
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            ObjectNode answer = ProcessUse.json();
            return answer.put("cpu_seconds", answer.path("cpu_seconds").asDouble() - cpuSeconds)
                    .put("seconds", seconds)
                    .put("published", result.totals().published());
        }
    }
}
