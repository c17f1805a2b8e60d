package dev.footfall.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.CountingProgress;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.recovery.SteadyTime;
import dev.footfall.cli.ConfiguredExtras;
import dev.footfall.logs.accesslog.LogFormat;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.standalone.IngestNode;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.ServeNode;
import dev.footfall.standalone.Standalone;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The entry point of a benchmark's other processes: settings from the environment, answers as lines of JSON, until
 * its input ends.
 */
final class BenchChild {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final BufferedReader questions =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    private BenchChild() {}

    public static void main(String[] arguments) {
        try {
            new BenchChild().run(Settings.read(null, System.getenv(), Map.of()), arguments);
            System.exit(0);
        } catch (Exception e) { // the process's edge
            System.err.println("footfall: the process for '" + arguments[0] + "': " + e);
            e.printStackTrace();
            System.exit(1);
        }
    }

    private void run(Settings settings, String[] arguments) throws IOException, InterruptedException, SQLException {
        switch (arguments[0]) {
            case "broker" -> broker(Path.of(arguments[1]));
            case "consume" -> answerEach(threads -> ReplayBench.consume(settings, Integer.parseInt(threads)));
            case "replay" -> answerEach(file -> replay(settings, file));
            case "import" -> answer(ImportBench.read(settings, Path.of(arguments[1]), LogFormat.ofLabel(arguments[2])));
            case "recount" -> answer(Recount.run(Path.of(arguments[1]), Path.of(arguments[2])));
            case "serve" -> serve(settings);
            case "run" -> house(settings);
            case "ingest" -> ingest(settings);
            default -> throw new IllegalArgumentException("there is no role " + arguments[0]);
        }
    }

    private void broker(Path directory) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            answer(new ObjectNode(JsonNodeFactory.instance).put("bootstrap_servers", broker.bootstrapServers()));
            answerEach(question -> ProcessUse.json());
        }
    }

    /** Answers all questions in one JVM so that code compiled for one is there for the next. */
    private void answerEach(Work work) throws IOException {
        for (String question = questions.readLine(); question != null; question = questions.readLine()) {
            answer(work.of(question));
        }
    }

    @FunctionalInterface
    private interface Work {
        ObjectNode of(String question) throws IOException;
    }

    private void ingest(Settings settings) throws IOException {
        try (var node = IngestNode.start(settings, ConfiguredExtras.ofIngest(settings))) {
            answer(new ObjectNode(JsonNodeFactory.instance)
                    .put("port", node.ingest().port()));
            answerEach(question -> ProcessUse.json());
        }
    }

    private void serve(Settings settings) throws IOException {
        try (var node = ServeNode.start(settings, ConfiguredExtras.ofQuery(settings), BenchChild::fail)) {
            answer(new ObjectNode(JsonNodeFactory.instance)
                    .put("query_port", node.query().port()));
            answerQuestions(node.aggregator());
        }
    }

    private void house(Settings settings) throws IOException {
        try (var house = Standalone.start(settings, ConfiguredExtras.all(settings), BenchChild::fail)) {
            answer(new ObjectNode(JsonNodeFactory.instance)
                    .put("query_port", house.query().port())
                    .put("ingest_port", house.ingest().port())
                    .put("bootstrap_servers", house.broker().bootstrapServers()));
            answerQuestions(house.aggregator());
        }
    }

    private void answerQuestions(Aggregator aggregator) throws IOException {
        answerEach(question -> {
            if (!question.equals("progress")) return ProcessUse.json();
            CountingProgress progress = aggregator.progress();
            return new ObjectNode(JsonNodeFactory.instance)
                    .put("counted", progress.counted())
                    .put("complete", progress.complete());
        });
    }

    private static void fail(String sentence) {
        System.err.println("footfall: " + sentence);
        Runtime.getRuntime().halt(1);
    }

    private static void answer(ObjectNode answer) {
        System.out.println(answer);
        System.out.flush();
    }

    private static ObjectNode replay(Settings settings, String file) throws IOException {
        RoomConfigs configs = RoomConfigs.of(settings);
        AggregatorConfig config =
                configs.aggregator(settings.path(Setting.DATA_DIR).resolve("state"));
        var failure = new AtomicReference<@Nullable String>();
        try (TopicEnds ends = TopicEnds.now(configs);
                var aggregator = new Aggregator(
                        config, new SteadyTime(System::nanoTime, System.currentTimeMillis()), failure::set)) {
            ObjectNode answer = measure(aggregator, failure, ends);
            write(aggregator, config.partitions(), Path.of(file));
            return answer;
        }
    }

    private static ObjectNode measure(
            Aggregator aggregator, AtomicReference<@Nullable String> failure, TopicEnds ends) {
        double firstSeconds = 0;
        long cpuNanos = ProcessUse.cpuNanos();
        long startNanos = System.nanoTime();
        aggregator.start();
        for (boolean isDone = false; !isDone; ) {
            String sentence = failure.get();
            if (sentence != null) throw new IllegalStateException(sentence);
            CountingProgress progress = aggregator.progress();
            if (firstSeconds == 0 && progress.counted() > 0) firstSeconds = (System.nanoTime() - startNanos) / 1e9;
            isDone = progress.complete() && ends.isCommitted();
            if (!isDone) LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        ObjectNode answer = new ObjectNode(JsonNodeFactory.instance)
                .put("records", ends.records())
                .put("seconds", seconds)
                .put("first_seconds", firstSeconds)
                .put("cpu_seconds", (ProcessUse.cpuNanos() - cpuNanos) / 1e9);
        ProcessUse.addPeaks(answer);
        return answer;
    }

    private static void write(Aggregator aggregator, int partitions, Path file) throws IOException {
        try (var out = new PrintWriter(Files.newBufferedWriter(file))) {
            for (int partition = 0; partition < partitions; partition++) {
                LocalRead<Long> read = aggregator
                        .entries()
                        .all(
                                partition,
                                PartitionStores.DAILY_ROWS,
                                (key, row) -> out.println(RowCheck.line(
                                        StoreKey.repositoryOf(key), StoreKey.epochDayOf(key), RowFormat.decode(row))));
                if (!(read instanceof LocalRead.Found<Long>)) {
                    throw new IllegalStateException("the rows of partition " + partition + " cannot be read: " + read);
                }
            }
            if (out.checkError()) throw new IOException(file + " cannot be written");
        }
    }
}
