package dev.footfall.standalone.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.events.TopicSpec;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.ChildProcess;
import dev.footfall.standalone.LogReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tail} while Kafka is away. */
@Tag("proof")
class TailOutageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void resumesFromItsCheckpointAfterAnOutageInWhichItWasKilled() throws Exception {
        Path log = directory.resolve("access.log");
        append(log, 0, 50);
        try (BrokerProcess broker = BrokerProcess.small(directory.resolve("broker"), Map.of())) {
            new TopicAdmin(Map.of("bootstrap.servers", broker.bootstrapServers())).ensure(2, Optional.empty());
            try (ChildProcess tail = tail(broker, log)) {
                awaitPaths(broker, 50);
                append(log, 50, 100);
                awaitPaths(broker, 100); // the lines before have their checkpoint

                broker.kill();
                append(log, 100, 150);
                Awaitility.await().atMost(PATIENCE).until(() -> tail.output().contains("trying again"));
                tail.kill();
            }
            append(log, 150, 200);
            try (ChildProcess tooEarly = tail(broker, log)) {
                assertEquals(1, tooEarly.exitCode());
                assertTrue(tooEarly.output().contains("no Kafka answers at"), tooEarly::output);
            }

            broker.startAgain();
            try (ChildProcess tail = tail(broker, log)) {
                append(log, 200, 250);
                awaitPaths(broker, 250);
                assertTrue(tail.isAlive(), tail::output);
            }
            Map<String, Integer> copies = copies(broker);
            IntStream.range(0, 50).forEach(line -> assertEquals(1, copies.get(path(line)), path(line)));
        }
    }

    private ChildProcess tail(BrokerProcess broker, Path log) {
        return ChildProcess.start(
                directory.resolve("tail-output"),
                Map.of(
                        "FOOTFALL_KAFKA_BOOTSTRAP_SERVERS",
                        broker.bootstrapServers(),
                        "FOOTFALL_KAFKA_PATIENCE",
                        "PT10S",
                        "FOOTFALL_INGEST_VISITOR_SECRET",
                        "0123456789abcdef0123456789abcdef"),
                ChildProcess.FOOTFALL,
                List.of(
                        "tail",
                        log.toString(),
                        "--checkpoints",
                        directory.resolve("checkpoints").toString()));
    }

    private static void append(Path log, int from, int to) throws IOException {
        var lines = new StringBuilder();
        for (int line = from; line < to; line++) {
            lines.append("192.0.2.7 - - [05/Jan/2026:10:00:00 +0000] \"GET /acme/rocket/resolve/main/")
                    .append(path(line))
                    .append(" HTTP/1.1\" 200 10 \"-\" \"curl/8\"\n");
        }
        Files.writeString(log, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String path(int line) {
        return "file-" + line;
    }

    private static void awaitPaths(BrokerProcess broker, int paths) {
        Awaitility.await("lines in the log")
                .atMost(PATIENCE)
                .until(() -> copies(broker).size() == paths);
    }

    private static Map<String, Integer> copies(BrokerProcess broker) throws IOException {
        var copies = new TreeMap<String, Integer>();
        for (var record : LogReader.records(broker.bootstrapServers(), TopicSpec.DOWNLOAD_EVENTS.topic())) {
            String path = JSON.readTree(new String(record.value(), StandardCharsets.UTF_8))
                    .get("path")
                    .asText();
            copies.merge(path, 1, Integer::sum);
        }
        return copies;
    }
}
