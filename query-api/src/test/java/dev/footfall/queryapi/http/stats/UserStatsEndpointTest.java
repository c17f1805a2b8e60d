package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.aggregator.query.UserHours;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.http.TrustedProxies;
import dev.footfall.web.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class UserStatsEndpointTest {
    private static final RepoId OPEN = new RepoId(RepoType.MODEL, "myorg", "open");
    private static final RepoId DATA = new RepoId(RepoType.DATASET, "myorg", "open");
    private static final RepoId SECRET = new RepoId(RepoType.MODEL, "theirs", "secret");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant BEFORE = Instant.parse("2026-11-18T23:00:00Z");
    private static final String PATH = "/v1/users/alice/stats?from=2026-11-18&to=2026-11-20";

    private final InMemoryState state = new InMemoryState(4);
    private final Asked asked = new Asked(state);

    @BeforeEach
    void count() {
        state.put("alice", new UserHour(OPEN, NOON, 3, 1, 643))
                .put("alice", new UserHour(OPEN, BEFORE, 2, 1, Long.MAX_VALUE))
                .put("alice", new UserHour(DATA, BEFORE, 1, 1, 10))
                .put("alice", new UserHour(OPEN, Instant.parse("2026-11-17T23:00:00Z"), 9, 9, 9))
                .put("alice", new UserHour(OPEN, Instant.parse("2026-11-21T00:00:00Z"), 9, 9, 9))
                .put("Alice", new UserHour(OPEN, NOON, 7, 7, 7));
    }

    @Test
    void addsUpByRepository() {
        assertEquals(
                "{\"repositories\":["
                        + "{\"id\":\"myorg/open\",\"type\":\"dataset\",\"downloads\":1,\"files\":1,\"bytes\":10},"
                        + "{\"id\":\"myorg/open\",\"type\":\"model\",\"downloads\":2,\"files\":5,\"bytes\":9223372036854775807}"
                        + "],\"total\":{\"downloads\":3,\"files\":6,\"bytes\":9223372036854775807},"
                        + "\"period\":{\"start\":\"2026-11-18\",\"end\":\"2026-11-20\",\"days\":3}}",
                asked.text(Asked.ALICE, PATH));
    }

    @Test
    void addsUpByDayWithEveryDay() {
        JsonNode answer = asked.json(Asked.ALICE, PATH + "&by=day");

        assertEquals(
                "[{\"date\":\"2026-11-18\",\"downloads\":2,\"files\":3,\"bytes\":9223372036854775807},"
                        + "{\"date\":\"2026-11-19\",\"downloads\":0,\"files\":0,\"bytes\":0},"
                        + "{\"date\":\"2026-11-20\",\"downloads\":1,\"files\":3,\"bytes\":643}]",
                answer.get("days").toString());
        assertEquals(3, answer.at("/total/downloads").asLong());
    }

    @Test
    void addsUpByHourWithEveryHour() {
        JsonNode hours = asked.json(Asked.ALICE, PATH + "&by=hour").get("hours");

        assertEquals(72, hours.size());
        assertEquals("2026-11-18T00:00:00Z", hours.at("/0/hour").asText());
        assertEquals(
                "{\"hour\":\"2026-11-20T12:00:00Z\",\"downloads\":1,\"files\":3,\"bytes\":643}",
                hours.get(60).toString());
        assertEquals("2026-11-20T23:00:00Z", hours.at("/71/hour").asText());
    }

    @Test
    void answersTheLastDaysOfAllInZonesThatAreBehindUtc() {
        String day = "/v1/users/alice/stats?by=hour&tz=America/New_York&from=9999-12-31&to=9999-12-31";

        JsonNode hours = asked.json(Asked.ALICE, day).get("hours");

        assertEquals(24, hours.size());
        assertEquals("9999-12-31T23:00:00-05:00", hours.at("/23/hour").asText());
    }

    @Test
    void writesCsv() {
        assertEquals(
                List.of(
                        "id,type,downloads,files,bytes",
                        "myorg/open,dataset,1,1,10",
                        "myorg/open,model,2,5,9223372036854775807"),
                asked.text(Asked.ALICE, PATH + "&format=csv").lines().toList());
        assertTrue(asked.text(Asked.ALICE, PATH + "&format=csv&by=day")
                .startsWith("date,downloads,files,bytes\r\n2026-11-18,2,3,"));
    }

    @Test
    void hasTheLastThirtyDaysWhenNoOthersAreAskedFor() {
        JsonNode answer = asked.json(Asked.ALICE, "/v1/users/alice/stats?by=day");

        assertEquals(30, answer.get("days").size());
        assertEquals("2026-10-22", answer.at("/period/start").asText());
        assertEquals("2026-11-20", answer.at("/period/end").asText());
        assertEquals(answer, asked.json(Asked.ALICE, "/v1/users/alice/stats?by=day&days=30"));
        JsonNode today = asked.json(Asked.ALICE, "/v1/users/alice/stats?by=day&days=1");
        assertEquals(1, today.get("days").size());
        assertEquals(643, today.at("/total/bytes").asLong());
    }

    @Test
    void answersThatUserAndAdministratorsAlone() {
        Caller bob = new Caller(Optional.of("bob"), Set.of("alice"), false);
        Caller shouted = new Caller(Optional.of("ALICE"), Set.of(), false);

        assertEquals(200, asked.reply(Asked.ALICE, PATH).status());
        assertEquals(200, asked.reply(Asked.ADMIN, PATH).status());
        assertEquals(401, asked.reply(Caller.ANONYMOUS, PATH).status());
        assertEquals(403, asked.reply(bob, PATH).status());
        assertEquals(403, asked.reply(shouted, PATH).status());
        assertEquals(403, asked.reply(bob, PATH + "&by=nothing").status());
    }

    @Test
    void tellsNobodyOfARepositoryThatTheyMayNotRead() {
        state.put("alice", new UserHour(SECRET, NOON, 5, 5, 5))
                .register(new RepositoryEvent(SECRET, NOON, false, true, false, RepositoryDetails.NONE));

        assertFalse(asked.text(Asked.ALICE, PATH).contains("secret"));
        assertEquals(3, asked.json(Asked.ALICE, PATH).at("/total/downloads").asLong());
        assertEquals(8, asked.json(Asked.ADMIN, PATH).at("/total/downloads").asLong());
        Caller member = new Caller(Optional.of("alice"), Set.of("theirs"), false);
        assertEquals(8, asked.json(member, PATH).at("/total/downloads").asLong());

        state.register(new RepositoryEvent(SECRET, NOON.plusSeconds(1), true, true, false, RepositoryDetails.NONE));
        assertEquals(3, asked.json(Asked.ADMIN, PATH).at("/total/downloads").asLong());
    }

    @Test
    void hasNothingOfAUserWhomNobodyKnows() {
        JsonNode answer = asked.json(Asked.ADMIN, "/v1/users/nobody/stats");

        assertEquals("[]", answer.get("repositories").toString());
        assertEquals(
                "{\"downloads\":0,\"files\":0,\"bytes\":0}", answer.get("total").toString());
        assertEquals(
                404,
                asked.reply(Asked.ADMIN, "/v1/users/" + "x".repeat(257) + "/stats")
                        .status());
    }

    @Test
    void takesAnIdWithAnySigns() {
        state.put("tenant/zoë", new UserHour(OPEN, NOON, 4, 2, 1));

        try (Served served = Served.knowing(state, 0, TrustedProxies.NONE)) {
            String token = Tokens.bearer("tenant/zoë", Set.of(), false);
            var response = served.get("/api/v1/users/tenant%2Fzo%C3%AB/stats", "Authorization", token);
            assertEquals(200, response.statusCode());
            assertEquals(2, Served.json(response).at("/total/downloads").asLong());
            assertEquals(
                    403,
                    served.get("/v1/users/tenant/stats", "Authorization", token).statusCode());
            assertEquals(401, served.get("/v1/users/tenant/stats").statusCode());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "from=2025-11-19, from",
        "from=2025-11-19&to=2026-11-20, to",
        "from=2026-11-20&to=2026-11-19, to",
        "days=367, days",
        "days=3&from=2026-11-18&to=2026-11-20, days",
        "by=month, by",
        "format=xml, format",
        "format=csv&partial=allow, partial",
    })
    void namesAParameterThatCannotBeUsed(String query, String parameter) {
        Reply reply = asked.reply(Asked.ALICE, "/v1/users/alice/stats?" + query);

        assertEquals(400, reply.status());
        assertEquals(parameter, Asked.json(reply).get("parameter").asText());
    }

    @Test
    void refusesAPeriodWithTooManyHours() {
        for (int i = 0; i <= UserHours.MOST; i++) {
            RepoId repo = new RepoId(RepoType.SPACE, "many", "r" + i);
            state.put("robot", new UserHour(repo, NOON, 1, 1, 1));
        }

        Reply reply = asked.reply(Asked.ADMIN, "/v1/users/robot/stats");

        assertEquals(400, reply.status());
        assertEquals("from", Asked.json(reply).get("parameter").asText());
        assertEquals("2026-10-22", Asked.json(reply).get("value").asText());
    }

    @Test
    void isWholeUnlessAPartIsAllowed() {
        state.restoring(state.partitionOf(DATA));

        assertEquals(503, asked.reply(Asked.ALICE, PATH).status());
        assertEquals(503, asked.reply(Asked.ALICE, PATH + "&format=csv").status());
        assertTrue(asked.text(Asked.ALICE, PATH + "&partial=allow").contains("\"complete\":false"));
    }

    @Test
    void isNotThereWhereUsersAreNotCounted() {
        try (Served served = Served.counting(state, Projections.named("hours"))) {
            assertEquals(404, served.get(PATH).statusCode());
        }
    }
}
