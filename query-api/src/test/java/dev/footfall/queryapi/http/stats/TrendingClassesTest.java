package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Served;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.rules.clients.ClientClass;
import dev.footfall.rules.clients.ClientRules;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rankings by the downloads of some classes of clients. */
class TrendingClassesTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

    private final InMemoryState state = new InMemoryState(4);

    @BeforeEach
    void count() {
        put("built", TODAY, Map.of(ClientClass.CI, 90L, ClientClass.TOOL, 1L));
        put("wanted", TODAY.minusDays(1), Map.of(ClientClass.TOOL, 3L));
        put("wanted", TODAY.minusDays(200), Map.of(ClientClass.TOOL, 40L));
        put("crawled", TODAY, Map.of(ClientClass.ROBOT, 7L));
    }

    @Test
    void ranksAndCountsTheDownloadsOfTheseClassesAlone() {
        try (Served served = Served.serving(state)) {
            assertEquals(
                    "{\"trending\":[{\"id\":\"a/wanted\",\"type\":\"model\",\"downloads\":43,\"likes\":0,"
                            + "\"recent_downloads\":3,\"private\":false},{\"id\":\"a/built\",\"type\":\"model\","
                            + "\"downloads\":91,\"likes\":0,\"recent_downloads\":1,\"private\":false}],"
                            + "\"period\":{\"start\":\"2026-11-14\",\"end\":\"2026-11-20\",\"days\":7}}",
                    served.get("/trending?classes=tool").body());
            assertEquals(
                    "id,type,downloads,likes,recent_downloads,private\r\na/wanted,model,43,0,40,false\r\n",
                    served.get("/trending?classes=tool,browser&to=2026-05-04&format=csv")
                            .body());
            assertTrue(served.get("/trending?classes=mirror").body().startsWith("{\"trending\":[],"));
        }
    }

    @Test
    void ranksByAllDownloadsWhereEveryClassIsChosen() {
        var asked = new Asked(state);
        String all = "tool,browser,ci,mirror,monitor,robot,unknown";

        assertEquals(
                asked.text(Caller.ANONYMOUS, "/trending?days=90"),
                asked.text(Caller.ANONYMOUS, "/trending?days=90&classes=" + all));
        assertEquals(
                asked.text(Caller.ANONYMOUS, "/trending?classes=ci,tool"),
                asked.text(Caller.ANONYMOUS, "/trending?classes=tool,ci,tool"));
    }

    @Test
    void refusesAClassThatTheRulesExclude() {
        var clients = new ClientRules(Set.of(ClientClass.ROBOT, ClientClass.MONITOR), List.of());
        var rules = new RuleSet("apart", CountingRules.DEFAULT.withClients(clients), 4, Projections.ALL);

        try (Served served = Served.counting(state, rules)) {
            HttpResponse<String> response = served.get("/trending?classes=tool,robot");

            assertEquals(400, response.statusCode());
            assertEquals("classes", Served.json(response).get("parameter").asText());
            assertEquals("tool,robot", Served.json(response).get("value").asText());
            assertEquals(
                    "a comma-separated list of tool, browser, ci, mirror and unknown",
                    Served.json(response).get("allowed").asText());
            assertEquals(200, served.get("/trending?classes=tool").statusCode());
        }
    }

    @Test
    void refusesAnyClassWhereNoneIsCounted() {
        try (Served served = Served.counting(state, Projections.named(ProjectionNames.HOURS))) {
            HttpResponse<String> response = served.get("/trending?classes=tool");

            assertEquals(400, response.statusCode());
            assertEquals("classes", Served.json(response).get("parameter").asText());
            assertEquals(
                    "nothing: the setting projections omits classes",
                    Served.json(response).get("allowed").asText());
            assertEquals(200, served.get("/trending").statusCode());
            assertTrue(served.get("/openapi.json").body().contains("\"name\":\"classes\""));
        }
    }

    private void put(String name, LocalDate date, Map<ClientClass, Long> downloads) {
        var repo = new RepoId(RepoType.MODEL, "a", name);
        long sum = downloads.values().stream().mapToLong(Long::longValue).sum();
        state.put(repo, date, new DailyCounts(sum, 0, sum, 10)).putTail(repo, date, Tails.classes(downloads));
    }
}
