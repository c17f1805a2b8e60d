package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.footfall.standalone.settings.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise to a load balancer: from the first 200 of {@code /ready} on, no partition is 503. */
class ReadyIT {
    private static final int ROUNDS = 200;

    @TempDir
    Path directory;

    private final HttpClient impatient = HttpClient.newHttpClient();

    @Test
    void answersEveryQuestionOnceItSaysThatItIsReady() throws Exception {
        try (var house = Standalone.start(settings(), reason -> fail(reason))) {
            Awaitility.await()
                    .atMost(PatientHttp.PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> ask(house, "/ready").statusCode() == 200);

            for (int round = 0; round < ROUNDS; round++) {
                HttpResponse<String> ranking = ask(house, "/trending");
                assertEquals(200, ranking.statusCode(), ranking.body());
                HttpResponse<String> one = ask(house, "/models/acme/r" + round + "/stats");
                assertEquals(404, one.statusCode(), one.body());
            }
        }
    }

    private HttpResponse<String> ask(Standalone house, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + house.query().port() + path);
        return impatient.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private Settings settings() {
        return Settings.read(
                null,
                Map.of(),
                Map.of(
                        "data.dir", directory.resolve("data").toString(),
                        "kafka.port", "0",
                        "query.port", "0",
                        "query.rate-limit", "0",
                        "ingest.port", "0",
                        "topics.partitions", "8"));
    }
}
