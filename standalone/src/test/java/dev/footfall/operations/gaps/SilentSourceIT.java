package dev.footfall.operations.gaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.queryapi.auth.AuthConfig;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.TokenMint;
import dev.footfall.standalone.PatientHttp;
import dev.footfall.standalone.Rebuild;
import dev.footfall.standalone.Standalone;
import dev.footfall.standalone.settings.Settings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file server falls silent for three hours, and its log is imported when it is found. */
@Timeout(300)
class SilentSourceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String SECRET = "a secret of a test has 32 bytes!";
    private static final String TOKEN = new TokenMint(
                    new AuthConfig(Optional.of(SECRET), Optional.empty(), Optional.empty(), Optional.empty()),
                    Clock.systemUTC())
            .mint(new Caller(Optional.of("root"), Set.of(), true), Duration.ofHours(1));
    private static final int PER_HOUR = 12;
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final LocalDate day = today.minusDays(2);
    private final String gap = day + "T06:00:00Z/" + day + "T09:00:00Z;files-1";

    @TempDir
    private Path directory;

    @Test
    void isToldInEveryAnswerUntilTheMissingLogIsThere() throws Exception {
        try (var house = Standalone.start(settings(), reason -> fail(reason))) {
            for (LocalDate date = today.minusDays(13); date.isBefore(today); date = date.plusDays(1)) {
                post(house, "files-1", date, hour -> !isSilent(hour));
                post(house, "files-2", date, hour -> true);
            }
            awaitGaps(house, gap);

            assertEquals("06-09 files-1", column(house));
            assertTrue(
                    get(house, "/models/acme/rocket/stats/chart.svg").body().contains(day + ": no data 06-09 files-1"));
            String all = "footfall_source_events{source=\"files-1\"} " + (13 * 24 - 3) * PER_HOUR + ".0";
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertTrue(metrics(house).contains(all), metrics(house)));
            var anonymous = HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + house.query().port() + "/metrics"));
            String forAnybody = PatientHttp.send(anonymous.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            assertTrue(forAnybody.contains("footfall_events_read_total"), forAnybody);
            assertFalse(forAnybody.contains("files-1"), forAnybody);
            String declared = declare(house);
            assertEquals(gap + ", " + declared, header(house));
        }

        try (var rebuild = Rebuild.start(settings(), false, reason -> fail(reason))) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> rebuild.aggregator().progress().complete());
        }

        try (var house = Standalone.start(settings(), reason -> fail(reason))) {
            String declared = today.minusDays(1) + "T00:00:00Z/" + today.minusDays(1) + "T02:00:00Z;files-2";
            awaitGaps(house, gap + ", " + declared);

            post(house, "files-1", day, this::isSilent);

            awaitGaps(house, declared);
            assertEquals("", column(house));
            assertTrue(!get(house, "/models/acme/rocket/stats/chart.svg?days=3")
                    .body()
                    .contains(day + ": no data"));
        }
    }

    private boolean isSilent(Instant hour) {
        return !hour.isBefore(Instant.parse(day + "T06:00:00Z")) && hour.isBefore(Instant.parse(day + "T09:00:00Z"));
    }

    private String declare(Standalone house) throws Exception {
        LocalDate yesterday = today.minusDays(1);
        String body = "{\"source\":\"files-2\",\"from\":\"" + yesterday + "T00:00:00Z\",\"to\":\"" + yesterday
                + "T02:00:00Z\",\"reason\":\"half of it was lost\"}";
        HttpRequest request = request(house.query().port(), "/v1/gaps/declare")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = PatientHttp.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(204, response.statusCode(), response::body);
        return yesterday + "T00:00:00Z/" + yesterday + "T02:00:00Z;files-2";
    }

    private void awaitGaps(Standalone house, String expected) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertEquals(expected, header(house)));
    }

    private String header(Standalone house) throws Exception {
        HttpResponse<String> days = get(house, "/models/acme/rocket/stats/recent?days=14");
        return days.headers().firstValue("X-Footfall-Gaps").orElse("none");
    }

    private String column(Standalone house) throws Exception {
        String path = "/models/acme/rocket/stats/recent?from=" + day + "&to=" + day + "&fields=gaps";
        JsonNode answer = new ObjectMapper().readTree(get(house, path).body());
        return answer.at("/stats/0/gaps").asText("none");
    }

    private String metrics(Standalone house) throws Exception {
        return get(house, "/metrics").body();
    }

    private HttpResponse<String> get(Standalone house, String path) throws Exception {
        return PatientHttp.send(request(house.query().port(), path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private void post(Standalone house, String source, LocalDate date, Predicate<Instant> isHeard) throws Exception {
        var lines = new StringBuilder();
        for (int hour = 0; hour < 24; hour++) {
            Instant start = date.atTime(hour, 0).toInstant(ZoneOffset.UTC);
            if (!isHeard.test(start)) continue;
            for (int i = 0; i < PER_HOUR; i++) lines.append(event(source, start.plusSeconds(60L * i)));
        }
        HttpRequest request = request(house.ingest().port(), "/v1/events")
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(lines.toString()))
                .build();
        assertEquals(
                202,
                PatientHttp.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode());
    }

    private static String event(String source, Instant time) {
        return "{\"id\":\"" + source + time + "\",\"time\":\"" + time + "\",\"repo_type\":\"model\","
                + "\"repo\":\"acme/rocket\",\"method\":\"GET\",\"status\":200,\"user\":\"ann\",\"user_agent\":\"curl/8\","
                + "\"source\":\"" + source + "\"}\n";
    }

    private HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + TOKEN);
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
                        "auth.jwt-secret", SECRET,
                        "topics.partitions", "2"));
    }
}
