package dev.footfall.standalone.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.events.TopicSpec;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.IngestNode;
import dev.footfall.standalone.LogReader;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ingest under load while Kafka is killed, paused, or short of replicas. */
@Tag("proof")
class KafkaOutageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SOME = 100;

    /** An event is given up after a third of the usual time. */
    private static final Map<String, String> IMPATIENT =
            Map.of("KAFKA_REQUEST_TIMEOUT_MS", "4000", "KAFKA_DELIVERY_TIMEOUT_MS", "5000");

    @TempDir
    Path directory;

    @Test
    void everyAcknowledgedEventIsInTheLogAfterAKilledAndAPausedBroker() throws Exception {
        try (BrokerProcess broker = BrokerProcess.small(directory.resolve("broker"), Map.of())) {
            topics(broker).ensure(2, Optional.empty());
            RetryingLoad load;
            try (IngestNode node = ingest(broker);
                    RetryingLoad running = new RetryingLoad(node.ingest().port())) {
                load = running;
                awaitMoreAcknowledged(load);

                broker.kill();
                awaitMoreRefused(load);
                assertEquals(503, status(node, "/ready"));
                assertEquals(200, status(node, "/health"));
                broker.startAgain();
                awaitMoreAcknowledged(load);
                assertEquals(200, status(node, "/ready"));

                broker.pause();
                awaitMoreRefused(load);
                broker.resume();
                awaitMoreAcknowledged(load);
            }

            assertEquals(Set.of(), load.surprises());
            assertKept(load, copies(broker));
        }
    }

    @Test
    void acknowledgesNothingThatTooFewReplicasHave() throws Exception {
        try (BrokerProcess broker =
                        BrokerProcess.small(directory.resolve("broker-1"), Map.of("min.insync.replicas", "2"));
                BrokerProcess other = BrokerProcess.small(
                        directory.resolve("broker-2"),
                        Map.of(
                                "node.id",
                                "2",
                                "process.roles",
                                "broker",
                                "controller.quorum.voters",
                                broker.settings().getProperty("controller.quorum.voters")))) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> !topics(broker)
                            .ensure(2, Optional.of((short) 2))
                            .topics()
                            .isEmpty());
            RetryingLoad load;
            try (IngestNode node = ingest(broker);
                    RetryingLoad running = new RetryingLoad(node.ingest().port())) {
                load = running;
                awaitMoreAcknowledged(load);

                other.kill();
                awaitMoreRefused(load);
                Set<String> before = new TreeSet<>(load.acknowledged());
                awaitMoreRefused(load);
                assertEquals(before, new TreeSet<>(load.acknowledged()));
                other.startAgain();
                awaitMoreAcknowledged(load);
            }

            assertEquals(Set.of(), load.surprises());
            assertKept(load, copies(broker));
        }
    }

    /** Each acknowledged event at least once, and none more often than it was sent. */
    private static void assertKept(RetryingLoad load, Map<String, Integer> copies) {
        var lost = new TreeSet<>(load.acknowledged());
        lost.removeAll(copies.keySet());
        var multiplied = new TreeMap<>(copies);
        multiplied
                .entrySet()
                .removeIf(copy -> copy.getValue() <= load.attempts().getOrDefault(copy.getKey(), 0));

        assertEquals(Set.of(), lost);
        assertEquals(Map.of(), multiplied);
        assertTrue(load.acknowledged().size() > SOME);
    }

    private static Map<String, Integer> copies(BrokerProcess broker) throws IOException {
        var copies = new TreeMap<String, Integer>();
        for (var record : LogReader.records(broker.bootstrapServers(), TopicSpec.DOWNLOAD_EVENTS.topic())) {
            String id = JSON.readTree(new String(record.value(), StandardCharsets.UTF_8))
                    .get("id")
                    .asText();
            copies.merge(id, 1, Integer::sum);
        }
        return copies;
    }

    private static void awaitMoreAcknowledged(RetryingLoad load) {
        int enough = load.acknowledged().size() + SOME;
        Awaitility.await("acknowledgements")
                .atMost(PATIENCE)
                .until(() -> load.acknowledged().size() > enough);
    }

    private static void awaitMoreRefused(RetryingLoad load) {
        int enough = load.refused() + SOME;
        Awaitility.await("answers 503").atMost(PATIENCE).until(() -> load.refused() > enough);
    }

    private static TopicAdmin topics(BrokerProcess broker) {
        return new TopicAdmin(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private IngestNode ingest(BrokerProcess broker) {
        return IngestNode.start(Settings.read(
                null,
                IMPATIENT,
                Map.of(
                        "kafka.bootstrap-servers", broker.bootstrapServers(),
                        "ingest.port", "0",
                        "ingest.visitor-secret", "0123456789abcdef0123456789abcdef")));
    }

    private static int status(IngestNode node, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + node.ingest().port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
