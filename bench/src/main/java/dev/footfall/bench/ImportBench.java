package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.ingest.publish.KafkaEventPublisher;
import dev.footfall.logs.accesslog.AccessLogImport;
import dev.footfall.logs.accesslog.ImportListener;
import dev.footfall.logs.accesslog.ImportResult;
import dev.footfall.logs.accesslog.LogFormat;
import dev.footfall.logs.accesslog.LogSettings;
import dev.footfall.logs.accesslog.Routes;
import dev.footfall.operations.topics.LoneBroker;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Settings;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Measures the import of an access log, then of NDJSON, in a new process beside counting its lines and a bare producer. */
final class ImportBench {
    private static final long DEFAULT_EVENTS = 500_000;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final BenchCluster cluster;
    private final Corpus corpus;
    private final LogFormat format;
    private final Path file;
    private final Load load;
    private final long lines;
    private final Measures measures = new Measures();
    private RowVerdict verdict = RowVerdict.NOTHING;
    private long expected;

    private ImportBench(BenchCluster cluster, Corpus corpus, LogFormat format, Load load) {
        this.cluster = cluster;
        this.corpus = corpus;
        this.format = format;
        this.file = cluster.file("log." + format.label());
        this.load = load;
        this.lines = load.events();
    }

    static boolean run(BenchOptions options, Consumer<String> out) {
        Load load = options.load(options.oneSizeOr(DEFAULT_EVENTS));
        var catalog = new Catalog(load.repositories(), options.partitions());
        var corpus = new Corpus(load, catalog);
        long wrong = 0;
        for (LogFormat format : List.of(LogFormat.COMBINED, LogFormat.NDJSON)) {
            try (BenchCluster cluster = BenchCluster.open(options)) {
                var bench = new ImportBench(cluster, corpus, format, load);
                bench.writeLines(catalog);
                options.note("wrote %,d lines of %s", load.events(), format.label());
                bench.measures.run(options, bench::produce, bench::read);
                out.accept(bench.line().text());
                wrong += bench.verdict.wrong();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return wrong == 0;
    }

    private BenchLine line() throws IOException {
        return new BenchLine("import", load)
                .put("format", format.label())
                .rates(measures, "count the lines, and send as many events with a bare KafkaProducer")
                .spreads(measures, "process_lines_per_s")
                .verdict(verdict)
                .medians(measures, "cpu_micros_per_event")
                .peaks(measures)
                .put("file_mib", Files.size(file) / 1_048_576.0);
    }

    private double produce() {
        long startNanos = System.nanoTime();
        long counted = countLines();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        expected += counted;
        double warm = corpus.produce(cluster.configs().publisher().inBulk(), counted);
        return counted / (seconds + warm);
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
        long startNanos = System.nanoTime();
        try (Child reading = Child.start(cluster.settings(), "import", file.toString(), format.label())) {
            answer = reading.answer();
        }
        measures.add("process_lines_per_s", lines * 1e9 / (System.nanoTime() - startNanos));
        expected += lines;
        measures.add("cpu_micros_per_event", answer.path("cpu_seconds").asDouble() * 1e6 / lines);
        measures.addPeaks(answer);
        long published = answer.path("published").asLong();
        verdict = verdict.plus(TopicEnds.check(cluster.configs(), expected));
        if (published != lines)
            verdict = verdict.and(
                    0, Math.abs(published - lines), "of " + lines + " lines " + published + " were published");
        return lines / answer.path("seconds").asDouble();
    }

    /** Imports the file and reports the cost until everything was durable. */
    static ObjectNode read(Settings settings, Path file, LogFormat format) throws InterruptedException {
        RoomConfigs configs = RoomConfigs.of(settings);
        var log = new LogSettings(format, Routes.of(List.of()), LogSettings.DEFAULT_SOURCE, configs.secret());
        double cpuSeconds = ProcessUse.cpuNanos() / 1e9;
        long startNanos = System.nanoTime();
        try (var publisher = new KafkaEventPublisher(
                configs.publisher().inBulk(), configs.partitions(), LoneBroker.durability(configs.kafka()))) {
            ImportResult result = new AccessLogImport(log, publisher, new ImportListener() {}).run(List.of(file));
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            ObjectNode answer = ProcessUse.json();
            return answer.put("cpu_seconds", answer.path("cpu_seconds").asDouble() - cpuSeconds)
                    .put("seconds", seconds)
                    .put("published", result.totals().published());
        }
    }

    private void writeLines(Catalog catalog) throws IOException {
        var text = new EventText(catalog, load.seed());
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            for (Iterator<LoadEvent> events = load.stream(); events.hasNext(); ) {
                LoadEvent event = events.next();
                out.write(
                        format.equals(LogFormat.NDJSON)
                                ? new String(text.of(event), StandardCharsets.US_ASCII) + '\n'
                                : line(event, catalog.id(event.repository())));
            }
        }
    }

    private static String line(LoadEvent event, RepoId repo) {
        LoadEventKind kind = event.kind();
        int visitor = event.visitor();
        String user = LoadEvent.isSignedIn(visitor) ? "user-" + visitor : "-";
        return "10." + (visitor >>> 16 & 255) + "." + (visitor >>> 8 & 255) + "." + (visitor & 255) + " - " + user
                + " [" + TIME.format(Instant.ofEpochMilli(event.timeMillis())) + "] \"" + kind.method + " "
                + path(kind, repo) + " HTTP/1.1\" " + kind.status + " " + event.bytes()
                + " \"-\" \"transformers/4.46.1; hf_hub/0.26.2; python/3.11." + (visitor >>> 24) + "\"\n";
    }

    private static String path(LoadEventKind kind, RepoId repo) {
        String prefix = repo.type() == RepoType.MODEL ? "/" : "/" + repo.type().label() + "s/";
        return prefix
                + repo.fullName()
                + switch (kind) {
                    case CLONE -> ".git/git-upload-pack";
                    case CHECKSUM -> "/resolve/main/model.safetensors.sha256";
                    default -> "/resolve/main/model.safetensors";
                };
    }
}
