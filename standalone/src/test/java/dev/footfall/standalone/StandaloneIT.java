package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.footfall.aggregator.counting.StateConflict;
import dev.footfall.events.TopicSpec;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole house on ports of its own: what comes in by HTTP goes out by HTTP. */
class StandaloneIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    @Test
    void countsWhatIsPostedAndStillKnowsItAfterARestart() throws Exception {
        try (var house = Standalone.start(settings(Map.of()), reason -> fail(reason))) {
            assertEquals(202, post(house, event("1", "10:00:00Z") + "\n" + event("2", "10:30:00Z")));
            assertEquals(202, post(house, event("3", "11:00:00.001Z") + "\n" + event("1", "10:00:00Z")));

            awaitStats(house, "{\"downloads\":2,\"likes\":0}");
        }

        try (var house = Standalone.start(settings(Map.of()), reason -> fail(reason))) {
            awaitStats(house, "{\"downloads\":2,\"likes\":0}");
            assertEquals(202, post(house, event("4", "12:00:00Z")));

            awaitStats(house, "{\"downloads\":3,\"likes\":0}");
        }
    }

    @Test
    @SuppressWarnings("try") // the house that refuses to count is only opened and closed
    void countsAgainByOtherRulesOnlyInARebuild() throws Exception {
        try (var house = Standalone.start(settings(Map.of()), reason -> fail(reason))) {
            post(house, event("1", "10:00:00Z") + "\n" + event("2", "10:20:00Z"));
            awaitStats(house, "{\"downloads\":1,\"likes\":0}");
        }
        Map<String, String> shorterGap = Map.of("session.gap", "PT10M");

        try (var rebuild = Rebuild.start(settings(shorterGap), false, reason -> fail(reason))) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> rebuild.aggregator().progress().complete());
        }

        try (var house = Standalone.start(settings(shorterGap), reason -> fail(reason))) {
            awaitStats(house, "{\"downloads\":2,\"likes\":0}");
            String rules = RoomConfigs.rules(settings(shorterGap)).id();
            Awaitility.await().atMost(PATIENCE).until(() -> rulesOfStats(house), rules::equals); // a 503 names none
        }
        BlockingQueue<String> failures = new LinkedBlockingQueue<>();
        try (var house = Standalone.start(settings(Map.of()), failures::add)) {
            String failure = String.valueOf(failures.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertTrue(failure.contains("session.gap was PT10M and is now PT30M"), failure);
        }
    }

    @Test
    void forgetsNoCountsWhoseEventsAreGone() throws Exception {
        try (var house = Standalone.start(settings(Map.of()), reason -> fail(reason))) {
            post(house, event("1", "10:00:00Z") + "\n" + event("2", "10:20:00Z"));
            awaitStats(house, "{\"downloads\":1,\"likes\":0}");
            deleteEvents(house);
        }

        var refused = assertThrows(
                StateConflict.class, () -> Rebuild.start(settings(Map.of()), false, reason -> fail(reason)));

        assertTrue(
                String.valueOf(refused.getMessage()).contains(" begins at offset 2, but days are sealed only up to 1"),
                refused::toString);
        Settings settings = settings(Map.of("auth.jwt-secret", "a secret of a test has 32 bytes!"));
        try (var house = Standalone.start(settings, reason -> fail(reason))) {
            awaitStats(house, "{\"downloads\":1,\"likes\":0}");
            String other = "{\"set\":{\"session.gap\":\"PT10M\"},\"accept_loss\":%s}";
            assertEquals(409, countBeside(house, settings, other.formatted(false)));
            assertEquals(200, countBeside(house, settings, other.formatted(true)));
        }
        try (var rebuild = Rebuild.start(settings(Map.of()), true, reason -> fail(reason))) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> rebuild.aggregator().progress().complete());
        }
    }

    private int countBeside(Standalone house, Settings settings, String rules) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(house.query().port(), "/v1/whatif/gap10/count"))
                .header("Authorization", SmallHouse.authorization(settings, "admin"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(rules))
                .build();
        return PatientHttp.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static void deleteEvents(Standalone house) throws ExecutionException, InterruptedException {
        Map<TopicPartition, RecordsToDelete> all = Stream.of(0, 1)
                .map(partition -> new TopicPartition(TopicSpec.DOWNLOAD_EVENTS.topic(), partition))
                .collect(Collectors.toMap(partition -> partition, partition -> RecordsToDelete.beforeOffset(-1)));
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", house.broker().bootstrapServers()))) {
            admin.deleteRecords(all).all().get();
        }
    }

    @Test
    void refusesAPortInUseAndLetsTheDirectoryGo() {
        try (var house = Standalone.start(settings(Map.of()), reason -> fail(reason))) {
            String port = Integer.toString(house.query().port());
            Settings other =
                    settings(Map.of("data.dir", directory.resolve("other").toString(), "query.port", port));

            var refused = assertThrows(IllegalStateException.class, () -> Standalone.start(other, reason -> {}));

            assertTrue(String.valueOf(refused.getMessage()).contains(port), refused::toString);
        }
        DataDirectory.open(directory.resolve("other")).close();
    }

    private Settings settings(Map<String, String> more) {
        var values = new HashMap<>(Map.of(
                "data.dir", directory.resolve("data").toString(),
                "kafka.port", "0",
                "query.port", "0",
                "ingest.port", "0",
                "topics.partitions", "2"));
        values.putAll(more);
        return Settings.read(null, Map.of(), values);
    }

    private static String event(String id, String timeOfDay) {
        return "{\"id\":\"" + id + "\",\"time\":\"2026-01-05T" + timeOfDay + "\",\"repo_type\":\"model\","
                + "\"repo\":\"acme/rocket\",\"method\":\"GET\",\"status\":200,\"ip\":\"192.0.2.7\"}";
    }

    private int post(Standalone house, String lines) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(house.ingest().port(), "/v1/events"))
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(lines))
                .build();
        return PatientHttp.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private void awaitStats(Standalone house, String expected) {
        HttpRequest request = HttpRequest.newBuilder(uri(house.query().port(), "/models/acme/rocket/stats"))
                .build();
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(
                        expected,
                        PatientHttp.send(request, HttpResponse.BodyHandlers.ofString())
                                .body()));
    }

    private String rulesOfStats(Standalone house) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(house.query().port(), "/models/acme/rocket/stats"))
                .build();
        return PatientHttp.send(request, HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("X-Footfall-Rules")
                .orElse("none");
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
