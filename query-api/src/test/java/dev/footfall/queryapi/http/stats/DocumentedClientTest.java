package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.Served;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The statistics contract that model hubs document for their clients: the computations of its printed clients, asked
 * the way they ask. Its other sentences, each with the test that holds it:
 *
 * <ul>
 *   <li>Downloads are sessions of one visitor (user id, else address and User-Agent) on one repository within a short
 *       time, 30 minutes by default ({@code session.gap}): {@code DaySessionsTest},
 *       {@code PartitionCounterPropertyTest}, {@code VisitorIdTest}.
 *   <li>A 200 for a file, a git clone and an LFS download count; 4xx, 5xx, HEAD and browsing do not:
 *       {@code CountingRulesTest}.
 *   <li>{@code stats}: {@code downloads} and {@code likes} are integers; likes are the users who like the repository:
 *       {@link StatsTest}, {@link LikeEndpointsTest}.
 *   <li>{@code stats/recent}: {@code days} from 1 to 365 (30); each day of {@code period} is there, ascending, with
 *       {@code date}, {@code downloads}, {@code authenticated}, {@code anonymous} and {@code files}, and no other
 *       field unless asked for: {@link StatsTest}. The contract computes past days on demand; here all days are live.
 *   <li>{@code trending}: {@code repo_type} (model), {@code days} 1–90 (7), {@code limit} 1–100 (20); ranked by the
 *       downloads of the last days, of one type: {@link TrendingTest}. The contract's own example mixes types and has
 *       a day too many.
 *   <li>A token is optional, and needed for a private repository, which is 404 {@code RepoNotFound} like an unknown
 *       one: {@code VisibilityMatrixTest}, {@code NotFoundTest}. A bad parameter is a 400 that names it:
 *       {@code OpenApiTest}.
 *   <li>A script on a page of another origin may ask with a token: {@code QueryServerTest}. The commands
 *       {@code stats get}, {@code stats recent}, {@code trending} and {@code stats export}: {@code MainTest}.
 * </ul>
 */
class DocumentedClientTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

    private final InMemoryState state = new InMemoryState(4);
    private final Served served = Served.serving(state);

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void givesAnAnalyzerEveryDayThatItDividesBy() {
        var repo = new RepoId(RepoType.MODEL, "myorg", "mymodel");
        for (int age = 0; age < 15; age++) state.put(repo, TODAY.minusDays(age), new DailyCounts(4, 1, 8, 0));

        List<JsonNode> stats =
                list(served.json("/models/myorg/mymodel/stats/recent?days=30").get("stats"));
        long firstHalf = sum(stats.subList(0, 15), "downloads");
        long secondHalf = sum(stats.subList(15, 30), "downloads");

        assertEquals(30, stats.size());
        assertEquals(0, firstHalf);
        assertEquals(60, secondHalf);
        assertEquals(60, sum(stats, "authenticated") + sum(stats, "anonymous"));
    }

    @Test
    void givesACsvWriterNoColumnThatItDoesNotKnow() {
        var repo = new RepoId(RepoType.MODEL, "myorg", "mymodel");
        state.put(repo, TODAY, new DailyCounts(4, 1, 8, 0));

        for (JsonNode row :
                served.json("/models/myorg/mymodel/stats/recent?days=90").get("stats")) {
            var columns = new TreeSet<String>();
            row.fieldNames().forEachRemaining(columns::add);
            assertEquals("[anonymous, authenticated, date, downloads, files]", columns.toString());
        }
    }

    @Test
    void givesAMonitorTheTopOfEachType() {
        state.put(new RepoId(RepoType.DATASET, "myorg", "popular"), TODAY, new DailyCounts(9, 0, 9, 0));

        JsonNode first =
                served.json("/api/trending?repo_type=dataset&days=7&limit=5").at("/trending/0");

        assertEquals("myorg/popular", first.get("id").asText());
        assertEquals(9, first.get("recent_downloads").asLong());
        assertEquals(0, first.get("likes").asLong());
    }

    @Test
    void givesAReportTheGrowthOfSevenDays() {
        var repo = new RepoId(RepoType.DATASET, "myorg", "mydataset");
        for (int age = 0; age < 7; age++) state.put(repo, TODAY.minusDays(age), new DailyCounts(7 - age, 0, 9, 0));

        List<JsonNode> stats = list(
                served.json("/datasets/myorg/mydataset/stats/recent?days=7").get("stats"));

        assertEquals(1 + 2 + 3, sum(stats.subList(0, 3), "downloads"));
        assertEquals(4 + 5 + 6 + 7, sum(stats.subList(3, 7), "downloads"));
    }

    @Test
    void givesAScriptOnAPageNumbersThatItCanFormat() {
        state.put(new RepoId(RepoType.MODEL, "myorg", "mymodel"), TODAY, new DailyCounts(1_234_567, 0, 1_234_567, 0));

        var response = served.get(
                "/models/myorg/mymodel/stats", "Origin", "http://localhost:5173", "Authorization", "Bearer YOUR_TOKEN");

        assertEquals(200, response.statusCode());
        assertEquals(
                "*",
                response.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
        assertEquals(1_234_567, Served.json(response).get("downloads").intValue());
        assertEquals(0, Served.json(response).get("likes").intValue());
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static long sum(List<JsonNode> rows, String column) {
        return rows.stream().mapToLong(row -> row.get(column).asLong()).sum();
    }
}
