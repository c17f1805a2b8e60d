package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.cli.ConfiguredExtras;
import dev.footfall.standalone.KnownAnswers.Known;
import dev.footfall.standalone.settings.Settings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to ask about one small log gives the numbers of that log, also after a restart and when it is counted again. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class EveryAnswerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String LIVE = "/api/model_references/statistics/live/with-stats?include_workers=true";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private String users = "names";

    @ParameterizedTest
    @ValueSource(strings = "ids")
    @Tag("proof")
    void givesThemByIdsOfUsersToo(String stored) throws Exception {
        givesTheNumbersOfTheLogAndTheSameBytesAfterEveryKindOfStart(stored);
    }

    @ParameterizedTest
    @ValueSource(strings = "names")
    void givesTheNumbersOfTheLogAndTheSameBytesAfterEveryKindOfStart(String stored) throws Exception {
        users = stored;
        List<String> first;
        try (var house = Standalone.start(settings(), ConfiguredExtras.all(settings()), reason -> fail(reason))) {
            KnownAnswers.post(house);
            KnownAnswers.post(house, "POST /v1/events " + fresh());
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                assertKnown(house);
                assertLive(house);
            });
            first = answers(house);
            assertHidden(house);
        }
        try (var house = Standalone.start(settings(), ConfiguredExtras.all(settings()), reason -> fail(reason))) {
            assertSame(first, house);
        }
        try (var rebuild = Rebuild.start(settings(), false, reason -> fail(reason))) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> rebuild.aggregator().progress().complete());
        }
        try (var house = Standalone.start(settings(), ConfiguredExtras.all(settings()), reason -> fail(reason))) {
            assertSame(first, house);
            assertLive(house);
            assertHidden(house);
        }
    }

    private void assertKnown(Standalone house) throws Exception {
        List<Known> known = KnownAnswers.all();
        List<String> answers = answers(house);
        for (int i = 0; i < known.size(); i++) {
            Known one = known.get(i);
            String answer = answers.get(i)
                    .replaceAll("\"chat_id\":\"[A-Za-z0-9_-]+\"", "\"chat_id\":\"*\"")
                    .replaceAll("\"computed_at\":[0-9]+", "\"computed_at\":\"*\"");
            assertEquals(one.answer(), answer, () -> one.caller() + " " + one.path());
        }
    }

    private void assertSame(List<String> first, Standalone house) throws Exception {
        List<Known> known = KnownAnswers.all();
        List<String> answers = answers(house);
        for (int i = 0; i < first.size(); i++) {
            Known one = known.get(i);
            assertEquals(first.get(i), answers.get(i), () -> one.caller() + " " + one.path());
        }
    }

    /** The known questions' answers; of the days of an overview, of which today is one, those on which something was said. */
    private List<String> answers(Standalone house) throws Exception {
        List<String> answers = new ArrayList<>();
        for (Known one : KnownAnswers.all()) {
            String body = whole(house, one.caller(), one.path()).body();
            answers.add(body.replaceAll(",\\{\"date\":\"[0-9-]+\",\"won\":0,\"lost\":0}", ""));
        }
        return answers;
    }

    /** Asserts the numbers that depend on today: those of a file that was just sent. */
    private void assertLive(Standalone house) throws Exception {
        JsonNode fresh = JSON.readTree(whole(house, "anyone", LIVE).body()).path("acme/fresh");

        assertEquals(1, fresh.path("worker_count").asInt());
        assertEquals("1 files", fresh.at("/worker_summaries/eu-2/performance").asText());
        assertEquals(1, fresh.at("/usage_stats/month").asInt());
        assertEquals(1, fresh.at("/usage_stats/total").asInt());
    }

    /** Asserts that the removed repository is in no answer, and the private one only in those of its owner. */
    private void assertHidden(Standalone house) throws Exception {
        for (String rest : List.of("/stats", "/stats/clients", "/stats/sources", "/stats/hourly", "/stats/recent")) {
            assertEquals(404, ask(house, "admin", "/models/acme/gone" + rest).statusCode(), rest);
            assertEquals(404, ask(house, "alice", "/models/lab/secret" + rest).statusCode(), rest);
            assertEquals(200, ask(house, "lab", "/models/lab/secret" + rest).statusCode(), rest);
        }
        for (String rest : List.of("overview", "chats")) {
            String path = "/api/v1/analytics/models/acme%2Fgone/" + rest;
            assertEquals(404, ask(house, "admin", path).statusCode(), path);
        }
        for (Known one : KnownAnswers.all()) {
            String body = ask(house, one.caller(), one.path()).body();
            assertFalse(body.contains("gone"), one::path);
            boolean mayRead = Set.of("lab", "admin").contains(one.caller());
            assertFalse(!mayRead && body.contains("secret"), one::path);
        }
        assertEquals(401, ask(house, "anyone", "/api/data/self").statusCode());
        assertEquals(403, ask(house, "lab", "/v1/users/alice/stats").statusCode());
        assertEquals(403, ask(house, "alice", "/api/v1/analytics/summary").statusCode());
    }

    private HttpResponse<String> whole(Standalone house, String caller, String path) throws Exception {
        HttpResponse<String> answer = ask(house, caller, path);
        assertEquals(200, answer.statusCode(), () -> path + " " + answer.body());
        return answer;
    }

    private HttpResponse<String> ask(Standalone house, String caller, String path) throws Exception {
        return KnownAnswers.ask(
                house, caller.equals("anyone") ? "" : SmallHouse.authorization(settings(), caller), path);
    }

    private static String fresh() {
        return "{\"id\":\"17\",\"time\":\"" + Instant.now() + "\",\"repo_type\":\"model\",\"repo\":\"acme/fresh\","
                + "\"method\":\"GET\",\"status\":200,\"ip\":\"192.0.2.9\",\"source\":\"eu-2\",\"bytes\":1}";
    }

    private Settings settings() {
        return SmallHouse.settings(directory.resolve("data"), users);
    }
}
