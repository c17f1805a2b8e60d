package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Registered;
import dev.footfall.queryapi.http.Served;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class TrendingTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final String CLASSES =
            "a comma-separated list of tool, browser, ci, mirror, monitor, robot and unknown";

    private final InMemoryState state = new InMemoryState(4);
    private final Served served = Served.serving(state);

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void ranksTheModelsOfTheLastSevenDaysInOneDocumentedShape() {
        put(RepoType.MODEL, "quiet", TODAY.minusDays(7), 1_000);
        put(RepoType.MODEL, "second", TODAY.minusDays(6), 3);
        put(RepoType.MODEL, "first", TODAY, 4);
        put(RepoType.MODEL, "first", TODAY.minusDays(40), 10);
        put(RepoType.DATASET, "other", TODAY, 50);

        HttpResponse<String> response = served.get("/trending");

        assertEquals(
                "{\"trending\":[{\"id\":\"a/first\",\"type\":\"model\",\"downloads\":14,\"likes\":0,"
                        + "\"recent_downloads\":4,\"private\":false},{\"id\":\"a/second\",\"type\":\"model\","
                        + "\"downloads\":3,\"likes\":0,\"recent_downloads\":3,\"private\":false}],"
                        + "\"period\":{\"start\":\"2026-11-14\",\"end\":\"2026-11-20\",\"days\":7}}",
                response.body());
        assertTrue(response.headers().firstValue("X-Footfall-Lag").isPresent());
        assertTrue(response.headers().firstValue("ETag").isPresent());
    }

    @Test
    void answersAnEmptyListWhenNothingWasDownloaded() {
        assertEquals(
                "[]", served.json("/trending?repo_type=space").get("trending").toString());
    }

    @Test
    void filtersByTypeAndLimit() {
        for (int i = 0; i < 30; i++) put(RepoType.DATASET, "d" + i, TODAY, i + 1);

        JsonNode trending = served.json("/trending?repo_type=dataset&limit=3").get("trending");

        assertEquals(3, trending.size());
        assertEquals("a/d29", trending.at("/0/id").asText());
        assertEquals(
                20, served.json("/trending?repo_type=dataset").get("trending").size());
    }

    @Test
    void looksBackToAnotherDayWithTheTotalsOfToday() {
        put(RepoType.MODEL, "old", TODAY.minusDays(100), 5);
        put(RepoType.MODEL, "old", TODAY, 1);

        JsonNode body = served.json("/trending?days=2&to=2026-08-12");

        assertEquals(5, body.at("/trending/0/recent_downloads").asLong());
        assertEquals(6, body.at("/trending/0/downloads").asLong());
        assertEquals(
                "{\"start\":\"2026-08-11\",\"end\":\"2026-08-12\",\"days\":2}",
                body.get("period").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "repo_type=models|repo_type|model, dataset or space",
                "repo_type=MODEL|repo_type|model, dataset or space",
                "days=91|days|an integer from 1 to 90",
                "limit=101|limit|an integer from 1 to 100",
                "limit=-1|limit|an integer from 1 to 100",
                "to=2026-11-21|to|a day that is not after today, 2026-11-20",
                "to=20-11-2026|to|a day as YYYY-MM-DD, from 1970-01-01 to 9999-12-31",
                "classes=tool,bot|classes|" + CLASSES,
                "classes=|classes|" + CLASSES,
                "classes=Tool|classes|" + CLASSES
            })
    void namesABadParameterAndWhatIsAllowed(String query, String name, String allowed) {
        HttpResponse<String> response = served.get("/api/trending?" + query);

        assertEquals(400, response.statusCode());
        assertEquals(name, Served.json(response).get("parameter").asText());
        assertEquals(allowed, Served.json(response).get("allowed").asText());
        assertEquals(
                "InvalidParameter",
                response.headers().firstValue("X-Error-Code").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?repo_type=dataset&days=30&limit=5", "?days=0", "?partial=allow"})
    void answersTheSameWithAndWithoutTheApiPrefix(String query) {
        put(RepoType.DATASET, "d", TODAY, 4);
        assertEquals(
                Served.comparable(served.raw("GET /trending" + query)),
                Served.comparable(served.raw("GET /api/trending" + query)));
    }

    @Test
    void refusesARankingThatMissesAPartition() {
        put(RepoType.MODEL, "first", TODAY, 4);
        state.restoring(2);

        HttpResponse<String> response = served.get("/trending");

        assertEquals(503, response.statusCode());
        assertTrue(response.headers().firstValue("Retry-After").isPresent());
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElseThrow());
        assertEquals("[2]", Served.json(response).get("missing_partitions").toString());
        assertTrue(response.headers().firstValue("X-Footfall-As-Of").isEmpty());
    }

    @Test
    void marksAPartialRankingForAClientThatAllowsOne() {
        state.restoring(2).elsewhere(3);

        JsonNode body = served.json("/trending?partial=allow");

        assertFalse(body.get("complete").asBoolean(true));
        assertEquals("[2,3]", body.get("missing_partitions").toString());
    }

    @Test
    void saysNothingAboutCompletenessWhenTheRankingIsWhole() {
        assertFalse(served.json("/trending?partial=allow").has("complete"));
    }

    @Test
    void refusesEvenAPartialRankingWhenNoPartitionAnswers() {
        for (int partition = 0; partition < 4; partition++) state.restoring(partition);

        assertEquals(503, served.get("/trending?partial=allow").statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/trending|\"recent_downloads\":4,\"private\":true}",
                "/trending?format=csv|a/first,model,4,0,4,true"
            })
    void writesWhetherARepositoryWasPrivateWhenItsRowWasMade(String question, String row) {
        var alone = new InMemoryState(1);
        var repo = new RepoId(RepoType.MODEL, "a", "first");
        alone.put(repo, TODAY, new DailyCounts(4, 0, 4, 0)).register(Registered.privately(repo));
        alone.afterRanking(() -> alone.readiness(false, "the registrations are gone"));

        String text = new Asked(alone).text(Asked.ADMIN, question);

        assertTrue(text.contains(row), text);
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void ranksAllButRepositoriesWithANameInAMissingPartition(long seed) {
        var random = new Random(seed);
        var some = new InMemoryState(4);
        var present = new HashMap<RepoId, RepoId>();
        var recent = new TreeMap<RepoId, Long>(Comparator.comparing(RepoId::fullName));
        for (int i = 0; i < 24; i++) {
            RepoId name = numbered(i);
            RepoId renamed = i < 12 && random.nextBoolean() ? numbered(i + 12) : name;
            if (!renamed.equals(name)) some.rename(new RenameEvent(name, Optional.of(renamed), Served.NOW));
            long downloads = random.nextInt(5);
            some.put(name, TODAY.minusDays(random.nextInt(7)), new DailyCounts(downloads, 0, downloads, 0));
            present.put(name, renamed);
            recent.merge(renamed, downloads, Long::sum);
        }

        for (int missing = -1; missing < 4; missing++) {
            if (missing >= 0) some.restoring(missing);
            Set<RepoId> hidden = new HashSet<>();
            for (RepoId name : present.keySet()) {
                if (some.partitionOf(name) == missing) hidden.add(present.get(name));
            }
            List<String> expected = recent.entrySet().stream()
                    .filter(one -> one.getValue() > 0 && !hidden.contains(one.getKey()))
                    .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                    .map(one -> one.getKey().fullName() + " " + one.getValue())
                    .toList();
            for (int limit = 1; limit < 9; limit++) {
                var found = new ArrayList<String>();
                String question = "/trending?partial=allow&limit=" + limit;
                for (JsonNode row : new Asked(some).json(Asked.ADMIN, question).get("trending"))
                    found.add(row.get("id").asText() + " " + row.get("recent_downloads"));
                String context = "seed=" + seed + " missing=" + missing + " limit=" + limit;
                assertEquals(expected.subList(0, Math.min(limit, expected.size())), found, context);
            }
            some.back(missing);
        }
    }

    private static RepoId numbered(int number) {
        return new RepoId(RepoType.MODEL, "a", "n" + (10 + number));
    }

    private void put(RepoType type, String name, LocalDate date, long downloads) {
        state.put(new RepoId(type, "a", name), date, new DailyCounts(downloads, 0, downloads, 0));
    }
}
