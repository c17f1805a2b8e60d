package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.settings.Settings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The clients that the Kafka of {@code run} lets in, by {@code kafka.access}. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KafkaAccessIT {
    @TempDir
    Path directory;

    @Test
    void aSecretKeepsOthersOutAndLetsCommandsBesideItIn() throws Exception {
        try (var house = Standalone.start(settings("secret"), reason -> fail(reason))) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(directory.resolve("data/kafka-secret"))));
            assertThrows(
                    ExecutionException.class, () -> listTopics(house.broker().bootstrapServers()));
            RoomConfigs beside =
                    RoomConfigs.of(settings("machine")).on(house.broker().bootstrapServers());
            new TopicAdmin(beside.kafka()).require(OptionalInt.empty());

            post(house);

            awaitDownloads(house, 1);
        }
        try (var house = Standalone.start(settings("machine"), reason -> fail(reason))) {
            assertFalse(Files.exists(directory.resolve("data/kafka-secret")));
            listTopics(house.broker().bootstrapServers());
            awaitDownloads(house, 1);
        }
    }

    private static void listTopics(String servers) throws Exception {
        Map<String, Object> client =
                Map.of("bootstrap.servers", servers, "request.timeout.ms", "3000", "default.api.timeout.ms", "5000");
        try (Admin admin = Admin.create(client)) {
            var unused = admin.listTopics().names().get();
        }
    }

    private static void post(Standalone house) throws Exception {
        String event = "{\"id\":\"1\",\"time\":\"" + Instant.now() + "\",\"repo_type\":\"model\","
                + "\"repo\":\"acme/rocket\",\"method\":\"GET\",\"status\":200,\"user\":\"alice\"}";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + house.ingest().port() + "/v1/events"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        assertEquals(
                202,
                PatientHttp.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
    }

    private static void awaitDownloads(Standalone house, int downloads) {
        URI stats = URI.create("http://127.0.0.1:" + house.query().port() + "/models/acme/rocket/stats");
        Awaitility.await().atMost(PatientHttp.PATIENCE).untilAsserted(() -> {
            HttpResponse<String> answer =
                    PatientHttp.send(HttpRequest.newBuilder(stats).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals("{\"downloads\":" + downloads + ",\"likes\":0}", answer.body());
        });
    }

    private Settings settings(String access) {
        return Settings.read(
                null,
                Map.of(),
                Map.of(
                        "data.dir", directory.resolve("data").toString(),
                        "kafka.access", access,
                        "kafka.port", "0",
                        "query.port", "0",
                        "query.rate-limit", "0",
                        "ingest.port", "0",
                        "topics.partitions", "2"));
    }
}
