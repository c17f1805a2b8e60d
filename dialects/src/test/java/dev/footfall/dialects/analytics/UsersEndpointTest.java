package dev.footfall.dialects.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.PackedUsers;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.aggregator.query.UserPage;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.ProxiedState;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Registered;
import dev.footfall.queryapi.http.Served;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.web.Reply;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersEndpointTest {
    private static final String PATH = "/v1/analytics/users";
    private static final String SUMMARY = "/v1/analytics/summary";
    private static final String MODELS = "/v1/analytics/models";
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final Instant HOUR = Instant.parse("2026-11-20T05:00:00Z");

    private final InMemoryState state = new InMemoryState(4).current(Served.NOW, 3);
    private final Asked asked = new Asked(state);

    private static RepoId repo(int number) {
        return new RepoId(RepoType.MODEL, "acme", "m" + number);
    }

    private JsonNode users(String query) {
        return asked.json(Asked.ADMIN, PATH + query).get("users");
    }

    private List<String> names() {
        return StreamSupport.stream(users("").spliterator(), false)
                .map(user -> user.get("user_id").asText())
                .toList();
    }

    @Test
    void addsUpAUserOverRepositoriesAndTakesCaseForWhatItIs() {
        state.put("zoë", new UserHour(repo(1), HOUR, 3, 1, 90));
        state.put("zoë", new UserHour(repo(2), HOUR, 1, 0, 5));
        state.put("ZOË", new UserHour(repo(1), HOUR, 4, 1, 0));

        assertEquals("""
                {"users":[\
                {"user_id":"ZOË","name":"ZOË","email":null,"count":4,\
                "input_tokens":0,"output_tokens":0,"total_tokens":0},\
                {"user_id":"zoë","name":"zoë","email":null,"count":4,\
                "input_tokens":0,"output_tokens":95,"total_tokens":95}]}""", asked.text(Asked.ADMIN, PATH));
    }

    @Test
    void marksAListThatIsCutByALimitThatNobodyAskedFor() {
        for (int i = 0; i < 51; i++) state.put("user" + i, new UserHour(repo(i % 7), HOUR, i + 1, 0, 0));

        JsonNode cut = asked.json(Asked.ADMIN, PATH);
        assertEquals(50, cut.get("users").size());
        assertTrue(cut.get("truncated").asBoolean());
        assertEquals("user50", cut.at("/users/0/user_id").asText());
        assertEquals(50, users("?limit=50").size());
        assertFalse(asked.json(Asked.ADMIN, PATH + "?limit=50").has("truncated"));
        assertEquals(51, users("?limit=1000").size());
    }

    @Test
    void leavesOutWhoHasFilesOfRemovedRepositoriesAlone() {
        state.put("alice", new UserHour(repo(1), HOUR, 3, 1, 90));
        state.put("bob", new UserHour(repo(2), HOUR, 1, 1, 1));
        assertEquals(List.of("alice", "bob"), names());

        state.register(Registered.removed(repo(1)));

        assertEquals(List.of("bob"), names());
    }

    @ParameterizedTest
    @CsvSource({
        "?limit=0, limit, an integer from 1 to 1000",
        "?limit=1001, limit, an integer from 1 to 1000",
        "?group_id=g, group_id, nothing: there are no groups",
        "?start_date=10&end_date=9, end_date, from 10 (start_date) to 316224010 (3660 days)",
    })
    void namesTheParameterThatCannotBeUsed(String query, String parameter, String allowed) {
        Reply reply = asked.reply(Asked.ADMIN, PATH + query);

        assertEquals(400, reply.status());
        assertEquals(parameter, Asked.json(reply).get("parameter").asText());
        assertEquals(allowed, Asked.json(reply).get("allowed").asText());
    }

    @Test
    void refusesAPeriodWithMoreThanCanBeAddedUp() {
        var many =
                new UserPage(PackedUsers.NONE, List.of(), List.of(), PeriodUsers.MOST_USER_DAYS + 1, Optional.empty());
        var tooMany = new Asked(usersOf(many));

        Reply reply = tooMany.reply(Asked.ADMIN, PATH + "?start_date=7");

        assertEquals(400, reply.status());
        assertEquals("start_date", Asked.json(reply).get("parameter").asText());
        assertEquals("7", Asked.json(reply).get("value").asText());
        assertFalse(tooMany.json(Asked.ADMIN, SUMMARY).has("total_users"), "no number where none was added up");
        assertEquals(200, tooMany.reply(Asked.ADMIN, MODELS).status());
        assertEquals(
                "a shorter period, with at most 10,000,000 days of users and repositories",
                Asked.json(reply).get("allowed").asText());
    }

    /** The state, but for its users. */
    private LocalState usersOf(UserPage page) {
        return ProxiedState.of((proxy, method, arguments) -> method.getName().equals("page")
                ? new LocalRead.Found<>(page, new AsOf(Optional.of(Served.NOW), 0))
                : method.invoke(state, arguments));
    }

    @Test
    void isForAdministratorsAndWhollyThereOrNotAtAll() {
        try (Served served = Served.serving(state)) {
            assertEquals(401, served.get(PATH).statusCode());
        }
        assertEquals(403, asked.reply(Asked.ALICE, PATH).status());
        state.restoring(2);
        assertEquals(503, asked.reply(Asked.ADMIN, PATH).status());
    }

    @Test
    void isNotThereWhereUsersAreNotCounted() {
        try (Served without = Served.counting(state, Projections.named(ProjectionNames.HOURS))) {
            assertEquals(404, without.get(PATH).statusCode());
        }
        state.put("alice", new UserHour(repo(1), HOUR, 3, 1, 90));
        var hours = new Asked(state, Projections.named(ProjectionNames.HOURS));

        assertTrue(asked.json(Asked.ADMIN, SUMMARY).has("total_users"));
        assertFalse(hours.json(Asked.ADMIN, SUMMARY).has("total_users"));
        assertEquals(200, hours.reply(Asked.ADMIN, MODELS).status());
    }

    @Test
    void countsUsersWithFilesOfWhatIsShownAndNoAnonymousVisitors() {
        for (int i = 1; i < 4; i++) state.put(repo(i), TODAY, new DailyCounts(1, 0, 4, 0));
        state.put("alice", new UserHour(repo(1), HOUR, 3, 1, 90));
        state.put("bob", new UserHour(repo(1), HOUR, 1, 1, 1));
        state.put("bob", new UserHour(repo(2), HOUR, 1, 1, 1));

        assertEquals(2, asked.json(Asked.ADMIN, SUMMARY).get("total_users").asLong());
        JsonNode models = asked.json(Asked.ADMIN, MODELS).get("models");
        assertEquals(2, models.at("/0/unique_users").asLong());
        assertEquals(1, models.at("/1/unique_users").asLong());
        assertEquals(0, models.at("/2/unique_users").asLong(-1));
    }
}
