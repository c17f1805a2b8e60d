package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.footfall.standalone.settings.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state whose directory cannot be used, as while an earlier one of its name is still closing. */
class UnopenedStateIT {
    @TempDir
    Path directory;

    private final HttpClient impatient = HttpClient.newHttpClient();

    @Test
    void answers503WithTheReasonUntilItCanBeOpened() throws Exception {
        Settings settings = SmallHouse.settings(directory.resolve("data"), "names");
        try (var house = Standalone.start(settings, reason -> fail(reason))) {
            Path state = house.data().state().resolve("gap10");
            Files.writeString(state, "no directory");

            HttpResponse<String> refused = Awaitility.await()
                    .atMost(PatientHttp.PATIENCE)
                    .until(
                            () -> impatient.send(count(house, settings), HttpResponse.BodyHandlers.ofString()),
                            answer -> answer.body().contains(" could not be opened on this node"));

            assertEquals(503, refused.statusCode(), refused::body);
            assertTrue(refused.headers().firstValue("Retry-After").isPresent(), refused::toString);
            assertTrue(refused.body().contains("the state gap10 could not be opened on this node"), refused::body);
            Files.delete(state);
            HttpResponse<String> counted =
                    PatientHttp.send(count(house, settings), HttpResponse.BodyHandlers.ofString());
            assertEquals(200, counted.statusCode(), counted::body);
        }
    }

    private static HttpRequest count(Standalone house, Settings settings) {
        URI uri = URI.create("http://127.0.0.1:" + house.query().port() + "/v1/whatif/gap10/count");
        return HttpRequest.newBuilder(uri)
                .header("Authorization", SmallHouse.authorization(settings, "admin"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"set\":{\"session.gap\":\"PT10M\"}}"))
                .build();
    }
}
