package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.footfall.events.TopicSpec;
import dev.footfall.standalone.settings.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka takes records while its files cannot be reached by their names, and so not be forced to the disk. */
class DiskIT {
    @TempDir
    Path directory;

    private final HttpClient impatient = HttpClient.newHttpClient();

    @Test
    void answers202OnlyWhenTheEventIsOnTheDisk() throws Exception {
        Path data = directory.resolve("data");
        Settings settings = Settings.read(
                null,
                Map.of(),
                Map.of(
                        "data.dir",
                        data.toString(),
                        "kafka.port",
                        "0",
                        "query.port",
                        "0",
                        "ingest.port",
                        "0",
                        "topics.partitions",
                        "1"));
        try (var house = Standalone.start(settings, reason -> fail(reason))) {
            assertEquals(202, postPatiently(house, "1"));
            Path partition = data.resolve("kafka").resolve(TopicSpec.DOWNLOAD_EVENTS.topic() + "-0");
            Path elsewhere = directory.resolve("elsewhere");

            Files.move(partition, elsewhere);
            assertEquals(
                    503,
                    impatient
                            .send(event(house, "2"), HttpResponse.BodyHandlers.discarding())
                            .statusCode());
            Files.move(elsewhere, partition);

            assertEquals(202, postPatiently(house, "2"));
        }
    }

    private static int postPatiently(Standalone house, String id) throws Exception {
        return PatientHttp.send(event(house, id), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpRequest event(Standalone house, String id) {
        String event = "{\"id\":\"" + id + "\",\"time\":\"2026-01-05T10:00:00Z\",\"repo_type\":\"model\","
                + "\"repo\":\"acme/rocket\",\"method\":\"GET\",\"status\":200,\"ip\":\"192.0.2.7\"}";
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + house.ingest().port() + "/v1/events"))
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
    }
}
