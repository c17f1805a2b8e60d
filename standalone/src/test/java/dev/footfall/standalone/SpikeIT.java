package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.operations.spikes.Receiver;
import dev.footfall.standalone.settings.Settings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many downloads come in by HTTP, and a message about them goes out, once though the house is started again. */
class SpikeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    @Test
    void tellsOfASpikeOnceAlsoAfterAnotherStart() throws Exception {
        try (var receiver = new Receiver(500)) {
            try (var house = Standalone.start(settings(receiver), reason -> fail(reason))) {
                send(house, "first", 150);
                awaitMessages(receiver, 2);
            }
            try (var house = Standalone.start(settings(receiver), reason -> fail(reason))) {
                send(house, "second", 120);
                awaitMessages(receiver, 3);
            }

            List<String> repositories = receiver.messages().stream()
                    .map(message -> message.json().get("repository").asText())
                    .toList();
            assertEquals(List.of("acme/first", "acme/first", "acme/second"), repositories);
            JsonNode message = receiver.messages().get(1).json();
            assertEquals("spike", message.get("event").asText());
            assertEquals(0, message.get("median").asInt());
            assertTrue(message.get("downloads").asInt() >= 100, message::toString);
            assertEquals("curl", message.get("agents").get(0).get("agent").asText());
            assertEquals(
                    message.get("downloads").asInt(),
                    message.get("agents").get(0).get("downloads").asInt());
            assertEquals("tool", message.get("classes").get(0).get("class").asText());
            assertEquals(
                    "model/acme/first/" + message.get("date").asText(),
                    message.get("id").asText());
        }
    }

    @Test
    void isNotStartedWithoutASecret() throws Exception {
        try (var receiver = new Receiver()) {
            Settings settings = with(Map.of("webhook.url", receiver.url().toString()));

            var refusal = assertThrows(
                    IllegalArgumentException.class,
                    () -> Standalone.start(settings, reason -> fail(reason)).close());

            assertTrue(String.valueOf(refusal.getMessage()).contains("webhook.secret"));
        }
    }

    private static void awaitMessages(Receiver receiver, int number) {
        Awaitility.await().atMost(PATIENCE).until(() -> receiver.messages().size() >= number);
    }

    private Settings settings(Receiver receiver) {
        return with(
                Map.of("webhook.url", receiver.url().toString(), "webhook.secret", "a secret of a test has 32 bytes!"));
    }

    private Settings with(Map<String, String> more) {
        Map<String, String> given = new HashMap<>(more);
        given.putAll(Map.of(
                "data.dir", directory.toString(),
                "kafka.port", "0",
                "query.port", "0",
                "ingest.port", "0",
                "topics.partitions", "2"));
        return Settings.read(null, Map.of(), given);
    }

    private void send(Standalone house, String name, int visitors) throws Exception {
        Instant now = Instant.now(); // one day's, at midnight too
        String events = IntStream.range(0, visitors)
                .mapToObj(
                        i ->
                                "{\"id\":\"%s%d\",\"time\":\"%s\",\"repo\":\"acme/%s\",\"repo_type\":\"model\",\"user\":\"u%d\","
                                                .formatted(name, i, now, name, i)
                                        + "\"method\":\"GET\",\"status\":200,\"bytes\":1,\"via\":\"http\",\"user_agent\":\"curl/8.5.0\"}")
                .collect(Collectors.joining(",", "[", "]"));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + house.ingest().port() + "/v1/events"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(events))
                .build();
        HttpResponse<String> response = PatientHttp.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(202, response.statusCode(), response::body);
    }
}
