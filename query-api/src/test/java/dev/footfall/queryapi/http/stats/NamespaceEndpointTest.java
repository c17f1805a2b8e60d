package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.Like;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Registered;
import dev.footfall.queryapi.http.Served;
import dev.footfall.web.Reply;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All repositories of a user or organisation, of all types. */
class NamespaceEndpointTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final String PATH = "/v1/namespaces/acme/stats";

    private final InMemoryState state = new InMemoryState(4);
    private final Asked asked = new Asked(state);

    private static RepoId repo(RepoType type, String fullName) {
        return RepoId.of(type, fullName).orElseThrow();
    }

    private void put(RepoType type, String fullName, LocalDate date, long downloads) {
        state.put(repo(type, fullName), date, new DailyCounts(downloads, 0, downloads, 0));
    }

    @Test
    void listsRepositoriesOfAllTypesAndAddsThemUp() {
        put(RepoType.MODEL, "acme/-", TODAY, 1);
        put(RepoType.DATASET, "acme/b", TODAY.minusDays(1), 7);
        put(RepoType.DATASET, "acme/b", TODAY.minusDays(50), 9);
        put(RepoType.MODEL, "acme-2/c", TODAY, 3);
        put(RepoType.MODEL, "Acme/c", TODAY, 3);
        state.register(Registered.openly(repo(RepoType.SPACE, "acme/quiet")));
        state.like(new Like(repo(RepoType.MODEL, "acme/-"), "bob", Served.NOW));

        assertEquals(
                "{\"repositories\":["
                        + "{\"id\":\"acme/b\",\"type\":\"dataset\",\"downloads\":16,\"likes\":0,\"recent_downloads\":7,\"private\":false,\"series\":[7,0]},"
                        + "{\"id\":\"acme/-\",\"type\":\"model\",\"downloads\":1,\"likes\":1,\"recent_downloads\":1,\"private\":false,\"series\":[0,1]},"
                        + "{\"id\":\"acme/quiet\",\"type\":\"space\",\"downloads\":0,\"likes\":0,\"recent_downloads\":0,\"private\":false,\"series\":[0,0]}],"
                        + "\"period\":{\"start\":\"2026-11-19\",\"end\":\"2026-11-20\",\"days\":2},"
                        + "\"total\":{\"repositories\":3,\"downloads\":17,\"recent_downloads\":8,\"series\":[7,1]}}",
                asked.text(Caller.ANONYMOUS, PATH + "?days=2&fields=series"));
        assertEquals(
                "id,type,downloads,likes,recent_downloads,private\r\nacme/b,dataset,16,0,9,false\r\n",
                asked.text(Caller.ANONYMOUS, PATH + "?from=2026-10-01&to=2026-10-01&format=csv&limit=1"));
    }

    @Test
    void addsUpWhatItDoesNotList() {
        for (int i = 0; i < 12; i++) put(RepoType.MODEL, "acme/r" + i, TODAY, i);

        JsonNode answer = json(Caller.ANONYMOUS, PATH + "?limit=2&days=1&fields=series");

        assertEquals(2, answer.get("repositories").size());
        assertEquals(
                "{\"repositories\":12,\"downloads\":66,\"recent_downloads\":66,\"series\":[66]}",
                answer.get("total").toString());
    }

    @Test
    void isTheSameAsUnknownWhereTheCallerMaySeeNothing() {
        put(RepoType.MODEL, "alice/secret", TODAY, 3);
        state.register(Registered.privately(repo(RepoType.MODEL, "alice/secret")));

        Reply hidden = asked.reply(Caller.ANONYMOUS, "/v1/namespaces/alice/stats");
        Reply unknown = asked.reply(Caller.ANONYMOUS, "/v1/namespaces/nobody/stats");

        assertEquals(404, hidden.status());
        assertArrayEquals(unknown.body(), hidden.body());
        assertEquals(
                404, asked.reply(Caller.ANONYMOUS, "/v1/namespaces/../stats").status());
        assertEquals(
                1,
                json(Asked.ALICE, "/v1/namespaces/alice/stats")
                        .at("/total/repositories")
                        .asInt());
    }

    @Test
    void leavesPrivateOnesOutOfTheSums() {
        put(RepoType.MODEL, "alice/open", TODAY, 2);
        put(RepoType.MODEL, "alice/secret", TODAY, 3);
        state.register(Registered.privately(repo(RepoType.MODEL, "alice/secret")));

        JsonNode seen = json(Caller.ANONYMOUS, "/v1/namespaces/alice/stats?fields=series");

        assertFalse(seen.toString().contains("secret"));
        assertEquals(2, seen.at("/total/downloads").asInt());
        assertEquals(2, seen.at("/total/series/29").asInt());
        assertEquals(
                5,
                json(Asked.ALICE, "/v1/namespaces/alice/stats")
                        .at("/total/downloads")
                        .asInt());
    }

    @Test
    void followsRepositoriesThatCameAndWent() {
        put(RepoType.MODEL, "acme/gone", TODAY, 2);
        put(RepoType.MODEL, "other/came", TODAY, 3);
        rename("acme/gone", "other/gone");
        rename("other/came", "acme/came");

        assertEquals(
                List.of("acme/came"),
                json(Caller.ANONYMOUS, PATH).get("repositories").findValuesAsText("id"));
        assertEquals(
                List.of("other/gone"),
                json(Caller.ANONYMOUS, "/v1/namespaces/other/stats")
                        .get("repositories")
                        .findValuesAsText("id"));
    }

    private void rename(String from, String to) {
        state.rename(new RenameEvent(repo(RepoType.MODEL, from), Optional.of(repo(RepoType.MODEL, to)), Served.NOW));
    }

    @Test
    void isWholeOrRefused() {
        put(RepoType.MODEL, "acme/a", TODAY, 2);
        state.restoring(1);

        assertEquals(503, asked.reply(Caller.ANONYMOUS, PATH).status());
    }

    @ParameterizedTest
    @CsvSource({
        "days=0,days",
        "days=1099,days",
        "limit=1001,limit",
        "limit=0,limit",
        "fields=growth,fields",
        "from=2016-01-01,from",
        "format=xml,format",
        "limit=101&days=366&fields=series,limit"
    })
    void refusesWhatItCannotAnswer(String query, String parameter) {
        JsonNode problem = json(Caller.ANONYMOUS, PATH + "?" + query);

        assertEquals(400, problem.get("status").asInt());
        assertEquals(parameter, problem.get("parameter").asText());
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void agreesWithEachRepositoryHoweverManyThereAre(long seed) {
        var random = new Random(seed);
        Map<String, Long> expected = new HashMap<>();
        for (int i = 0; i < 1_300; i++) {
            String name = (random.nextInt(4) == 0 ? "acme0/r" : "acme/r") + i;
            long downloads = 1L + random.nextInt(9);
            put(RepoType.MODEL, name, TODAY.minusDays(random.nextInt(3)), downloads);
            if (name.startsWith("acme/")) expected.put(name, downloads);
        }

        JsonNode answer = json(Caller.ANONYMOUS, PATH + "?limit=1000&days=3&fields=series");

        assertEquals(expected.size(), answer.at("/total/repositories").asInt(), "seed " + seed);
        long sum = expected.values().stream().mapToLong(Long::longValue).sum();
        assertEquals(sum, answer.at("/total/recent_downloads").asLong(), "seed " + seed);
        assertEquals(sum, sum(answer.at("/total/series")), "seed " + seed);
        for (JsonNode row : answer.get("repositories")) {
            long downloads = expected.getOrDefault(row.get("id").asText(), 0L);
            assertEquals(downloads, row.get("recent_downloads").asLong(), "seed " + seed);
            assertEquals(downloads, sum(row.get("series")), "seed " + seed);
        }
    }

    private static long sum(JsonNode numbers) {
        long sum = 0;
        for (JsonNode number : numbers) sum += number.asLong();
        return sum;
    }

    private JsonNode json(Caller caller, String path) {
        return Asked.json(asked.reply(caller, path));
    }
}
