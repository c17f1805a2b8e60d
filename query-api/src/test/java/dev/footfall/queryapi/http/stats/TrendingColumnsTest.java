package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.Like;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Registered;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.question.RepositoryDay;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of a ranking beside its places: days, growth, and the parts of a number. */
class TrendingColumnsTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final RepoId STEADY = repo("steady");
    private static final RepoId GROWN = repo("grown");

    private final InMemoryState state = new InMemoryState(4)
            .put(STEADY, day(TODAY.minusDays(7), 40))
            .put(STEADY, day(TODAY.minusDays(1), 30))
            .put(STEADY, day(TODAY, 20))
            .putTail(STEADY, TODAY, Tails.classes(Map.of(ClientClass.TOOL, 19L, ClientClass.CI, 1L)))
            .put(GROWN, day(TODAY.minusDays(13), 2))
            .put(GROWN, day(TODAY.minusDays(6), 9))
            .put(repo("new"), day(TODAY, 3));
    private final Asked asked = new Asked(state);

    private static RepoId repo(String name) {
        return new RepoId(RepoType.MODEL, "a", name);
    }

    private static RepositoryDay day(LocalDate date, long downloads) {
        var counts = new DailyCounts(downloads, downloads / 2, downloads * 3, downloads * 7);
        return new RepositoryDay(date, counts, Map.of(ExclusionReason.STATUS, 2L));
    }

    @Test
    void showsEachDayOfThePeriodAndTheDownloadsOfTheOneBefore() {
        JsonNode ranking = trending("/trending?days=7&fields=series,previous_downloads");

        assertEquals("[0,0,0,0,0,30,20]", ranking.at("/0/series").toString());
        assertEquals(40, ranking.at("/0/previous_downloads").asInt());
        assertEquals("[9,0,0,0,0,0,0]", ranking.at("/1/series").toString());
        assertEquals(2, ranking.at("/1/previous_downloads").asInt());
        assertFalse(ranking.get(0).has("rank"));
    }

    @Test
    void putsWhatGrewForCertainFirst() {
        state.put(STEADY, day(TODAY.minusDays(8), 70));

        assertEquals(List.of("a/grown", "a/steady", "a/new"), ids("/trending?sort=growth"));
        assertEquals(List.of("a/grown"), ids("/trending?sort=growth&limit=1"));
        assertEquals(List.of("a/steady", "a/grown", "a/new"), ids("/trending?sort=recent"));
        assertEquals(List.of(), ids("/trending?sort=growth&repo_type=space"));
    }

    @Test
    void putsGrowthOfManyDownloadsBeforeThatOfFew() {
        RepoId few = repo("few");
        RepoId many = repo("many");
        state.put(few, day(TODAY.minusDays(9), 3)).put(few, day(TODAY.minusDays(2), 13));
        state.put(many, day(TODAY.minusDays(9), 100)).put(many, day(TODAY.minusDays(2), 200));

        List<String> ids = ids("/trending?sort=growth");

        assertEquals(
                List.of("a/many", "a/few"),
                ids.stream().filter(id -> id.matches("a/(few|many)")).toList());
    }

    @Test
    void comparesFinishedDaysAlone() {
        RepoId even = repo("even");
        for (int age = 0; age < 15; age++) state.put(even, day(TODAY.minusDays(age), age == 0 ? 1 : 10));

        JsonNode today = growth("/trending?days=7&limit=1");
        JsonNode past = growth("/trending?days=7&limit=1&to=2026-11-19");
        JsonNode day = growth("/trending?days=1&limit=3");

        assertEquals("[61,70,70,70]", today.toString());
        assertEquals("[70,70,70,70]", past.toString());
        assertEquals("[1,10,10,10]", day.toString());
        String csv = asked.text(
                Caller.ANONYMOUS,
                "/trending?format=csv&limit=1&sort=growth&fields=finished_downloads,previous_finished_downloads");
        assertEquals("a/steady,model,90,0,50,false,70,0", csv.lines().toList().get(1));
    }

    /** The recent, previous, finished and previous finished downloads of {@code a/even}. */
    private JsonNode growth(String path) {
        String columns = "&fields=previous_downloads,finished_downloads,previous_finished_downloads";
        for (JsonNode row : trending(path + columns)) {
            if (!row.get("id").asText().equals("a/even")) continue;
            var numbers = JsonNodeFactory.instance.arrayNode();
            for (String column : List.of(
                    "recent_downloads", "previous_downloads", "finished_downloads", "previous_finished_downloads")) {
                numbers.add(row.get(column));
            }
            return numbers;
        }
        throw new AssertionError(path);
    }

    @Test
    void explainsAPlaceByItsParts() {
        JsonNode first = trending("/trending?explain=true").get(0);

        assertEquals(
                "{\"id\":\"a/steady\",\"type\":\"model\",\"downloads\":90,\"likes\":0,\"recent_downloads\":50,\"private\":false,"
                        + "\"rank\":1,\"previous_downloads\":40,\"finished_downloads\":70,\"previous_finished_downloads\":0,"
                        + "\"authenticated\":25,\"anonymous\":25,\"files\":150,"
                        + "\"excluded\":{\"status\":4},\"classes\":{\"tool\":19,\"ci\":1}}",
                first.toString());
        JsonNode bare =
                Asked.json(new Asked(state, Projections.NONE).reply(Caller.ANONYMOUS, "/trending?explain=true"));
        assertFalse(bare.at("/trending/0").has("classes"));
    }

    @Test
    void ranksAndExplainsWithinTheClassesThatAreChosen() {
        JsonNode first =
                trending("/trending?classes=ci&explain=true&fields=series").get(0);

        assertEquals("[0,0,0,0,0,0,1]", first.get("series").toString());
        assertEquals(1, first.get("recent_downloads").asInt());
        assertEquals(0, first.get("previous_downloads").asInt());
    }

    @Test
    void namesTheLastDayWithDownloadsWhereARankingIsEmpty() {
        RepoId old = new RepoId(RepoType.SPACE, "a", "old");
        state.put(old, day(LocalDate.parse("2015-06-03"), 1)).put(old, day(LocalDate.parse("2015-06-04"), 2));
        state.register(Registered.privately(new RepoId(RepoType.SPACE, "alice", "secret")))
                .put(new RepoId(RepoType.SPACE, "alice", "secret"), day(TODAY.minusDays(9), 1));

        String anonymous = asked.text(Caller.ANONYMOUS, "/trending?repo_type=space&explain=true");

        assertTrue(anonymous.endsWith(",\"last_day\":\"2015-06-04\"}"), anonymous);
        String alice = asked.text(Asked.ALICE, "/trending?repo_type=space&explain=true");
        assertTrue(alice.endsWith(",\"last_day\":\"2026-11-11\"}"), alice);
        assertFalse(asked.text(Caller.ANONYMOUS, "/trending?repo_type=space").contains("last_day"));
        assertFalse(asked.text(Caller.ANONYMOUS, "/trending?repo_type=dataset&explain=true")
                .contains("last_day"));
    }

    @Test
    void namesTheLastDayHoweverLongAgoItWas() {
        RepoId old = new RepoId(RepoType.SPACE, "a", "old");
        long first = TODAY.toEpochDay();
        LongStream daysAgo = LongStream.concat(
                LongStream.of(first, first - 1, 13_472, 13_471, 4_000),
                LongStream.iterate(200, ago -> ago > 6, ago -> ago - 1));

        daysAgo.mapToObj(TODAY::minusDays).forEach(last -> {
            state.put(old, day(last, 1));
            String answer = asked.text(Caller.ANONYMOUS, "/trending?repo_type=space&explain=true");
            assertTrue(answer.endsWith(",\"last_day\":\"" + last + "\"}"), last + ": " + answer);
        });
    }

    @Test
    void asksOnceWhetherThereWasEverADownload() {
        asked.text(Caller.ANONYMOUS, "/trending?classes=robot");
        long before = state.reads();
        asked.text(Caller.ANONYMOUS, "/trending?classes=robot");
        long once = state.reads() - before;

        assertFalse(asked.text(Caller.ANONYMOUS, "/trending?classes=robot&explain=true")
                .contains("last_day"));

        assertEquals(before + 3 * once, state.reads());
    }

    @Test
    void writesTheDaysInOneCell() {
        String csv =
                asked.text(Caller.ANONYMOUS, "/trending?format=csv&days=2&limit=1&fields=previous_downloads,series");

        assertEquals(
                List.of(
                        "id,type,downloads,likes,recent_downloads,private,previous_downloads,series",
                        "a/steady,model,90,0,50,false,0,30 20"),
                csv.lines().toList());
    }

    @Test
    void addsTheNamesOfARepositoryUp() {
        state.rename(new RenameEvent(GROWN, Optional.of(STEADY), Served.NOW));

        JsonNode first = trending("/trending?explain=true&fields=series").get(0);

        assertEquals("[9,0,0,0,0,30,20]", first.get("series").toString());
        assertEquals(42, first.get("previous_downloads").asInt());
        assertEquals("{\"status\":6}", first.get("excluded").toString());
    }

    @Test
    void explainsNothingThatTheCallerMayNotSee() {
        state.register(Registered.privately(new RepoId(RepoType.MODEL, "alice", "secret")))
                .put(new RepoId(RepoType.MODEL, "alice", "secret"), day(TODAY, 1_000));

        assertFalse(asked.text(Caller.ANONYMOUS, "/trending?explain=true&sort=growth")
                .contains("secret"));
        assertTrue(asked.text(Asked.ALICE, "/trending?explain=true&sort=growth").contains("secret"));
    }

    @Test
    void answersOfAPartWhatThatHas() {
        state.restoring(state.partitionOf(STEADY));

        assertEquals(
                503, asked.reply(Caller.ANONYMOUS, "/trending?explain=true").status());
        JsonNode part = Asked.json(asked.reply(Caller.ANONYMOUS, "/trending?explain=true&partial=allow"));
        assertFalse(part.get("complete").asBoolean());
        assertFalse(part.toString().contains("a/steady"));
        assertEquals("a/grown", part.at("/trending/0/id").asText());
        assertEquals(2, part.at("/trending/0/previous_downloads").asInt());
        String empty = asked.text(Caller.ANONYMOUS, "/trending?repo_type=dataset&explain=true&partial=allow");
        assertTrue(empty.startsWith("{\"trending\":[],") && !empty.contains("last_day"), empty);
    }

    @ParameterizedTest
    @CsvSource({"sort=likes,sort", "explain=yes,explain", "fields=rank,fields", "fields=,fields"})
    void refusesWhatItDoesNotKnow(String query, String parameter) {
        JsonNode problem = Asked.json(asked.reply(Caller.ANONYMOUS, "/trending?" + query));

        assertEquals(400, problem.get("status").asInt());
        assertEquals(parameter, problem.get("parameter").asText());
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithTheDaysOfEachRepository(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 30; i++) {
            RepoId repo = repo("r" + i);
            for (int day = 0; day < 20; day++) state.put(repo, day(TODAY.minusDays(day), random.nextInt(5)));
            if (i % 3 == 0) state.like(new Like(repo, "bob", Served.NOW));
        }
        int days = 1 + random.nextInt(10);

        JsonNode ranking = trending("/trending?limit=40&sort=growth&explain=true&fields=series&days=" + days);

        List<Double> growths = new ArrayList<>();
        for (JsonNode row : ranking) {
            String root = "/models/" + row.get("id").asText() + "/stats/recent?fields=excluded&days=";
            JsonNode both = Asked.json(asked.reply(Caller.ANONYMOUS, root + (2 * days + 1)))
                    .get("stats");
            long[] sums = new long[2];
            long[] finished = new long[2];
            for (int i = 0; i < 2 * days; i++) {
                sums[i / days] += both.get(i + 1).get("downloads").asLong();
                finished[i / days] += both.get(i).get("downloads").asLong();
            }
            assertEquals(sums[0], row.get("previous_downloads").asLong(), "seed " + seed);
            assertEquals(sums[1], row.get("recent_downloads").asLong(), "seed " + seed);
            assertEquals(growths.size() + 1, row.get("rank").asInt(), "seed " + seed);
            assertEquals(finished[0], row.get("previous_finished_downloads").asLong(), "seed " + seed);
            assertEquals(finished[1], row.get("finished_downloads").asLong(), "seed " + seed);
            growths.add(certainRatio(finished[1] + 0.5, finished[0] + 0.5));
        }
        assertEquals(growths.stream().sorted((a, b) -> Double.compare(b, a)).toList(), growths, "seed " + seed);
    }

    private static double certainRatio(double now, double before) {
        return Math.exp(Math.log(now / before) - 1.96 * Math.sqrt(1 / now + 1 / before));
    }

    private JsonNode trending(String path) {
        return Asked.json(asked.reply(Caller.ANONYMOUS, path)).get("trending");
    }

    private List<String> ids(String path) {
        return trending(path).findValuesAsText("id");
    }
}
