package dev.footfall.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.Aggregator.Progress;
import dev.footfall.standalone.IngestNode;
import dev.footfall.standalone.ServeNode;
import dev.footfall.standalone.Standalone;
import dev.footfall.standalone.broker.EmbeddedBroker;
import dev.footfall.standalone.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/**
 * The entry point of a benchmark's other processes: settings from the environment, answers as lines of JSON, until
 * its input ends.
 */
final class BenchChild {
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
            case "consume" -> answerEach(threads -> ReplayBench.BareConsumer.read(settings, Integer.parseInt(threads)));
            case "replay" -> answerEach(file -> ReplayRole.count(settings, file));
            case "import" -> answer(ImportBench.read(settings, Path.of(arguments[1])));
            case "recount" -> answer(Recount.run(Path.of(arguments[1]), Path.of(arguments[2])));
            case "serve" -> serve(settings);
            case "run" -> house(settings);
            case "ingest" -> ingest(settings);
            default -> throw new IllegalArgumentException("there is no role " + arguments[0]);
        }
    }

    private void broker(Path directory) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            answer(JsonNodeFactory.instance.objectNode().put("bootstrap_servers", broker.bootstrapServers()));
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
        try (var node = new IngestNode(settings)) {
            answer(JsonNodeFactory.instance
                    .objectNode()
                    .put("port", node.ingest().port()));
            answerEach(question -> ProcessUse.json());
        }
    }

    private void serve(Settings settings) throws IOException {
        try (var node = new ServeNode(settings, BenchChild::fail)) {
            answer(JsonNodeFactory.instance
                    .objectNode()
                    .put("query_port", node.query().port()));
            answerQuestions(node.aggregator());
        }
    }

    private void house(Settings settings) throws IOException {
        try (var house = new Standalone(settings, BenchChild::fail)) {
            answer(JsonNodeFactory.instance
                    .objectNode()
                    .put("query_port", house.query().port())
                    .put("ingest_port", house.ingest().port())
                    .put("bootstrap_servers", house.broker().bootstrapServers()));
            answerQuestions(house.aggregator());
        }
    }

    private void answerQuestions(Aggregator aggregator) throws IOException {
        answerEach(question -> question.equals("progress") ? progress(aggregator.progress()) : ProcessUse.json());
    }

    private static ObjectNode progress(Progress progress) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("counted", progress.counted())
                .put("total", progress.total())
                .put("complete", progress.complete());
    }

    private static void fail(String sentence) {
        System.err.println("footfall: " + sentence);
        Runtime.getRuntime().halt(1);
    }

    private static void answer(ObjectNode answer) {
        System.out.println(answer);
        System.out.flush();
    }
}
