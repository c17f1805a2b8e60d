package dev.footfall.dialects.analytics;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.RepositorySession;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.VisitorId;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.QueryApi;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.gaps.InMemoryGaps;
import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Backend;
import dev.footfall.queryapi.http.CallerRules;
import dev.footfall.queryapi.http.QueryConfig;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.http.TrustedProxies;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.queryapi.states.GivenStates;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupsTest {
    private static final String ADMINISTRATOR = Tokens.bearer("root", Set.of(), true);
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "acme", "tool");

    @TempDir
    private Path directory;

    @Test
    void readsItsFileAgainWhenItHasChanged() throws IOException {
        Path file = Files.writeString(directory.resolve("groups"), "# teams\nteam-a = alice , bob,\nteam-b: müller\n");
        var groups = new Groups(Optional.of(file));
        assertEquals(Optional.of(Set.of("alice", "bob")), groups.members(asking("team-a")));
        assertEquals(Optional.of(Set.of("müller")), groups.members(asking("team-b")));
        assertEquals(Optional.empty(), groups.members(asking("")));

        Files.writeString(file, "team-a = carol\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));

        assertEquals(Optional.of(Set.of("carol")), groups.members(asking("team-a")));
    }

    private static QueryParameters asking(String group) {
        return QueryParameters.of(Map.of("group_id", group));
    }

    @Test
    void namesTheFileThatCannotBeRead() {
        Path missing = directory.resolve("none");

        var failure = assertThrows(IllegalArgumentException.class, () -> new Groups(Optional.of(missing)));

        assertTrue(
                String.valueOf(failure.getMessage()).startsWith("analytics.groups " + missing + " cannot be read: "));
    }

    /** A file that is being replaced, or is gone, must not keep a node from following a promotion. */
    @Test
    void letsAnotherStateAnswerWhileItsFileIsAway() throws IOException {
        Path file = Files.writeString(directory.resolve("groups"), "team-a = alice\n");
        List<Api> extras = List.of(new AnalyticsApi(Optional.of(file)));
        QueryConfig config = Served.config(Served.ANYBODY);
        StateReader reader = OneNode.reader(new InMemoryState(1), true);
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var backend = new Backend(reader, Served.RULES, metrics, Clock.systemUTC(), new InMemoryGaps());
        try (var server = QueryApi.start(config, backend, GivenStates.alone(reader, Served.RULES), extras)) {
            Files.delete(file);

            assertDoesNotThrow(() -> server.answerFrom(backend));
        }
    }

    @Test
    void showsTheChatsOfAGroupAndRefusesOneThatIsUnknown() throws IOException {
        Path file = Files.writeString(directory.resolve("groups"), "team-a = alice\nteam-b = bob\n");
        List<Api> extras = List.of(new AnalyticsApi(Optional.of(file)));
        var state = new InMemoryState(4);
        for (String user : new String[] {"alice", "bob"}) {
            state.session(
                    REPO,
                    new RepositorySession(
                            VisitorId.user(user), Served.NOW.minusSeconds(60), Served.NOW, ClientProduct.CURL));
        }
        state.put(REPO, LocalDate.parse("2026-11-20"), new DailyCounts(2, 2, 2, 0));
        state.current(Served.NOW, 0);
        String path = "/api/v1/analytics/models/acme%2Ftool/chats?group_id=";
        var callers = new CallerRules(Tokens.CONFIG, 0, TrustedProxies.NONE);
        try (Served served = Served.serving(state, Served.config(callers), extras)) {
            var chats = Served.json(served.get(path + "team-a", "Authorization", ADMINISTRATOR));
            assertEquals(1, chats.get("total").asLong());
            assertEquals("alice", chats.at("/chats/0/user_id").asText());
            var refused = served.get(path + "team-c", "Authorization", ADMINISTRATOR);
            assertEquals(400, refused.statusCode());
            assertEquals(
                    "a group: team-a, team-b",
                    Served.json(refused).get("allowed").asText());

            Files.delete(file);
            assertEquals(
                    503,
                    served.get(path + "team-a", "Authorization", ADMINISTRATOR).statusCode());
        }
    }
}
