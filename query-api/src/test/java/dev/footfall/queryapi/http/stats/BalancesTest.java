package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.BalanceDays;
import dev.footfall.events.BalanceNumbers;
import dev.footfall.events.OpeningBalance;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.balances.OpeningBalances;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.http.CallerRules;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.http.TrustedProxies;
import dev.footfall.queryapi.route.OneNode;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads that other systems counted, in answers beside those counted here. */
class BalancesTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final RepoId HERON = new RepoId(RepoType.MODEL, "acme", "heron");
    private static final RepoId EGRET = new RepoId(RepoType.MODEL, "acme", "egret");
    private static final RepoId OLD = new RepoId(RepoType.MODEL, "acme", "heron-old");
    private static final String STATS = "/models/acme/heron/stats";
    private static final String OWNER = Tokens.bearer("acme", Set.of(), false);

    private final InMemoryState state = new InMemoryState(4)
            .put(HERON, TODAY, new DailyCounts(5, 2, 9, 1_000))
            .put(HERON, TODAY.minusDays(2), new DailyCounts(3, 1, 4, 500));
    private final OpeningBalances balances = new OpeningBalances();
    private final Served served = Served.serving(
            OneNode.reader(state, true, OneNode.facts(balances)),
            Served.config(new CallerRules(Tokens.CONFIG, 0, TrustedProxies.NONE)));

    @AfterEach
    void stop() {
        served.close();
    }

    private void lump(RepoId repo, String origin, String before, long downloads) {
        state(repo, new BalanceDays(origin, LocalDate.parse(before), true), BalanceNumbers.of(downloads));
    }

    private void day(RepoId repo, int daysAgo, BalanceNumbers numbers) {
        state(repo, new BalanceDays("kohakuhub", TODAY.minusDays(daysAgo), false), numbers);
    }

    private void state(RepoId repo, BalanceDays about, BalanceNumbers numbers) {
        balances.apply(new OpeningBalance(repo, about, Optional.of(numbers), Tokens.NOW));
    }

    private static BalanceNumbers split(long authenticated, long anonymous, long files) {
        return new BalanceNumbers(
                authenticated + anonymous,
                OptionalLong.of(authenticated),
                OptionalLong.of(anonymous),
                OptionalLong.of(files),
                OptionalLong.empty(),
                false);
    }

    private void register(RepoId repo, boolean isRemoved, boolean isPrivate) {
        state.register(new RepositoryEvent(repo, Tokens.NOW, isRemoved, isPrivate, false, RepositoryDetails.NONE));
    }

    private static String header(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Footfall-Balances").orElse("none");
    }

    @Test
    void totalsIncludeLumpsAndDaysAndSaySo() {
        lump(HERON, "kohakuhub", "2026-11-01", 12_000);
        day(HERON, 3, BalanceNumbers.of(345));
        lump(HERON, "github-releases", "2026-10-01", 7);

        HttpResponse<String> answer = served.get(STATS);

        assertEquals("{\"downloads\":12360,\"likes\":0}", answer.body());
        assertEquals("github-releases,kohakuhub", header(answer));
        assertEquals(
                "{\"downloads\":12360,\"likes\":0,\"balances\":["
                        + "{\"origin\":\"github-releases\",\"downloads\":7,\"until\":\"2026-09-30\"},"
                        + "{\"origin\":\"kohakuhub\",\"downloads\":12345,\"until\":\"2026-11-17\"}]}",
                served.get(STATS + "?fields=balances").body());
    }

    @Test
    void answersWithoutBalancesSayNothingOfThem() {
        lump(EGRET, "kohakuhub", "2026-11-01", 1);

        HttpResponse<String> answer = served.get(STATS + "?fields=balances");

        assertEquals("{\"downloads\":8,\"likes\":0,\"balances\":[]}", answer.body());
        assertEquals("none", header(answer));
        assertEquals("none", header(served.get(STATS + "/recent")));
    }

    @Test
    void daysHaveTheBalancesOfThatDayAndNoLump() {
        lump(HERON, "kohakuhub", "2026-11-01", 12_000);
        day(HERON, 2, split(4, 6, 40));
        day(HERON, 1, BalanceNumbers.of(8));

        HttpResponse<String> answer = served.get(STATS + "/recent?days=4&fields=balances");

        assertTrue(
                answer.body()
                        .startsWith("{\"stats\":["
                                + "{\"date\":\"2026-11-17\",\"downloads\":0,\"authenticated\":0,\"anonymous\":0,\"files\":0,"
                                + "\"balances\":{}},"
                                + "{\"date\":\"2026-11-18\",\"downloads\":13,\"authenticated\":5,\"anonymous\":8,\"files\":44,"
                                + "\"balances\":{\"kohakuhub\":10}},"
                                + "{\"date\":\"2026-11-19\",\"downloads\":8,\"authenticated\":0,\"anonymous\":0,\"files\":0,"
                                + "\"balances\":{\"kohakuhub\":8}},"
                                + "{\"date\":\"2026-11-20\",\"downloads\":5,\"authenticated\":2,\"anonymous\":3,\"files\":9,"
                                + "\"balances\":{}}]"),
                answer.body());
        assertEquals("kohakuhub", header(answer));
        assertEquals("none", header(served.get(STATS + "/recent?days=1")));
        assertTrue(served.get(STATS + "/recent?days=2&fields=balances&format=csv")
                .body()
                .contains("2026-11-19,8,0,0,0,kohakuhub:8\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"classes", "excluded", "bytes", "visitors"})
    void otherColumnsLeaveTheBalancesAsTheyAre(String column) {
        day(HERON, 2, split(4, 6, 40));

        assertEquals(
                13,
                served.json(STATS + "/recent?days=3&fields=balances," + column)
                        .at("/stats/0/downloads")
                        .asLong());
    }

    @Test
    void aReplacingBalanceTakesThePlaceOfTheDaysCounts() {
        day(HERON, 2, split(4, 6, 40).replacing(true));

        assertEquals(15, served.json(STATS).get("downloads").asLong());
        assertEquals(
                "{\"date\":\"2026-11-18\",\"downloads\":10,\"authenticated\":4,\"anonymous\":6,\"files\":40,\"bytes\":500}",
                served.json(STATS + "/recent?days=3&fields=bytes")
                        .at("/stats/0")
                        .toString());

        day(HERON, 2, split(4, 6, 40));
        assertEquals(18, served.json(STATS).get("downloads").asLong());
    }

    @Test
    void aReplacingLumpTakesThePlaceOfAllDaysBefore() {
        state(
                HERON,
                new BalanceDays("kohakuhub", TODAY.minusDays(1), true),
                BalanceNumbers.of(100).replacing(true));

        assertEquals(105, served.json(STATS).get("downloads").asLong());
    }

    @Test
    void aBalanceMakesARepositoryKnown() {
        assertEquals(404, served.get("/models/acme/egret/stats").statusCode());

        lump(EGRET, "kohakuhub", "2026-11-01", 7);

        assertEquals(7, served.json("/models/acme/egret/stats").get("downloads").asLong());
        assertEquals(
                "acme/egret acme/heron", names(served.get("/v1/repositories").body()));
        assertEquals(
                "acme/heron acme/egret", names(served.get("/v1/search?q=acme").body()));
        day(EGRET, 40, BalanceNumbers.of(1_000));
        assertEquals(
                "acme/egret acme/heron", names(served.get("/v1/search?q=acme").body()));
        assertEquals(
                1_007,
                served.json("/v1/search?q=egret")
                        .at("/repositories/0/downloads")
                        .asLong());
    }

    private static String names(String body) {
        var names = new StringBuilder();
        Served.parsed(body)
                .get("repositories")
                .forEach(row -> names.append(' ').append(row.get("id").asText()));
        return names.toString().strip();
    }

    @Test
    void rankingsRankWhatWasCountedAndShowAllDownloads() {
        state.put(EGRET, TODAY, new DailyCounts(6, 0, 6, 0));
        lump(HERON, "kohakuhub", "2026-11-01", 12_000);
        day(HERON, 1, BalanceNumbers.of(500));

        HttpResponse<String> answer = served.get("/trending");

        assertEquals(
                "[{\"id\":\"acme/heron\",\"type\":\"model\",\"downloads\":12508,\"likes\":0,\"recent_downloads\":8,\"private\":false},"
                        + "{\"id\":\"acme/egret\",\"type\":\"model\",\"downloads\":6,\"likes\":0,\"recent_downloads\":6,\"private\":false}]",
                Served.json(answer).get("trending").toString());
        assertEquals("kohakuhub", header(answer));
        var namespace = served.json("/v1/namespaces/acme/stats");
        assertEquals(12_514, namespace.at("/total/downloads").asLong());
        assertEquals(14, namespace.at("/total/recent_downloads").asLong());
        assertEquals("kohakuhub", header(served.get("/v1/namespaces/acme/stats")));
    }

    @Test
    void exportsHaveDaysWithABalanceInTheirPlaces() {
        state.put(EGRET, TODAY.minusDays(1), new DailyCounts(6, 0, 6, 60));
        day(HERON, 2, split(4, 6, 40));
        day(HERON, 1, BalanceNumbers.of(8));
        day(EGRET, 2, BalanceNumbers.of(1));
        lump(EGRET, "kohakuhub", "2026-11-01", 12_000);

        HttpResponse<String> answer = served.get("/v1/daily?days=3&format=csv&fields=balances");

        assertEquals("""
                type,id,date,downloads,authenticated,anonymous,files,bytes,balances
                model,acme/egret,2026-11-18,1,0,0,0,0,kohakuhub:1
                model,acme/egret,2026-11-19,6,0,6,6,60,
                model,acme/heron,2026-11-18,13,5,8,44,500,kohakuhub:10
                model,acme/heron,2026-11-19,8,0,0,0,0,kohakuhub:8
                model,acme/heron,2026-11-20,5,2,3,9,1000,
                """, answer.body().replace("\r\n", "\n"));
        assertEquals("kohakuhub", header(answer));
        assertEquals("none", header(served.get("/v1/daily?days=1&format=csv")));
    }

    @Test
    void picturesShowThem() {
        lump(HERON, "kohakuhub", "2026-11-01", 12_000);
        day(HERON, 1, BalanceNumbers.of(90));

        HttpResponse<String> total = served.get(STATS + "/badge.json");
        assertEquals("12k", Served.json(total).get("message").asText());
        assertEquals("kohakuhub", header(total));
        assertEquals(
                "98/week",
                served.json(STATS + "/badge.json?period=week").get("message").asText());
        HttpResponse<String> chart = served.get(STATS + "/chart.svg?days=7");
        assertTrue(chart.body().contains("acme/heron: 98 downloads"), chart.body());
        assertEquals("kohakuhub", header(chart));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                STATS + "/recent?days=3&interval=hour",
                STATS + "/recent?days=3&tz=Europe/Berlin",
                STATS + "/hourly?days=3",
                STATS + "/clients?days=3",
                STATS + "/classes?days=3",
                STATS + "/files?days=3",
                STATS + "/revisions?days=3",
                STATS + "/countries?days=3",
                STATS + "/visitors?days=3",
                STATS + "/sources",
                STATS + "/weekly.atom",
                "/v1/compare.svg?repos=acme/heron",
                "/v1/daily?days=3&interval=hour",
                "/v1/daily?days=3&tz=Europe/Berlin",
                "/v1/daily?days=3&by=file",
                "/v1/hourly?days=3"
            })
    void hoursZonesAndBreakdownsLeaveThemOut(String path) {
        String counted = served.get(path).body();

        lump(HERON, "kohakuhub", "2026-11-01", 12_000);
        day(HERON, 2, split(4, 6, 40));
        day(HERON, 8, split(4, 6, 40)); // of a finished week
        HttpResponse<String> answer = served.get(path);

        assertEquals(200, answer.statusCode());
        assertEquals(counted, answer.body());
        assertEquals("none", header(answer));
    }

    @Test
    void picturesHatchThem() {
        day(HERON, 1, BalanceNumbers.of(90));
        day(HERON, 2, split(4, 6, 40));

        String chart = served.get(STATS + "/chart.svg?days=3").body();

        assertTrue(
                chart.contains(
                        "aria-label=\"acme/heron: 108 downloads, Nov 18, 2026 to Nov 20, 2026, 100 from kohakuhub\""),
                chart);
        assertTrue(chart.contains(">not known<") && chart.contains(">from kohakuhub<"), chart);
        assertEquals(3, chart.split("url\\(#ff-balances\\)", -1).length - 1, chart); // two bars, and the key
        assertTrue(!served.get(STATS + "/chart.svg?days=1").body().contains("kohakuhub"));
    }

    @Test
    void aRenameTakesThemAlong() {
        lump(OLD, "kohakuhub", "2026-11-01", 12_000);
        day(OLD, 2, split(4, 6, 40).replacing(true));
        state.put(OLD, TODAY.minusDays(2), new DailyCounts(70, 0, 70, 0));
        long apart = served.json(STATS).get("downloads").asLong()
                + served.json("/models/acme/heron-old/stats").get("downloads").asLong();

        state.rename(new RenameEvent(OLD, Optional.of(HERON), Tokens.NOW));

        assertEquals(12_018, apart);
        assertEquals(apart, served.json(STATS).get("downloads").asLong());
        assertEquals(301, served.get("/models/acme/heron-old/stats").statusCode());
        assertEquals(
                13,
                served.json(STATS + "/recent?days=3").at("/stats/0/downloads").asLong());
        assertTrue(served.get("/v1/daily?days=3&format=csv")
                .body()
                .contains("model,acme/heron,2026-11-18,13,5,8,44,500\r\n"));
        assertEquals(
                12_018,
                served.json("/v1/search?q=heron")
                        .at("/repositories/0/downloads")
                        .asLong());
    }

    @Test
    void ofAPrivateRepositoryTheyAreAsPrivate() {
        register(EGRET, false, true);
        day(EGRET, 1, BalanceNumbers.of(8));

        String path = "/models/acme/egret/stats";
        assertEquals(404, served.get(path).statusCode());
        assertEquals(
                8,
                Served.json(served.get(path, "Authorization", OWNER))
                        .get("downloads")
                        .asLong());
        for (String list : new String[] {"/v1/daily?days=3", "/v1/search", "/v1/repositories", "/trending"}) {
            HttpResponse<String> forAll = served.get(list);
            assertTrue(!forAll.body().contains("egret"), forAll.body());
            assertEquals("none", header(forAll), list);
        }
        HttpResponse<String> forOwner = served.get("/v1/daily?days=3", "Authorization", OWNER);
        assertTrue(forOwner.body().contains("egret"), forOwner.body());
        assertEquals("kohakuhub", header(forOwner));
    }

    @Test
    void aRemovalHidesThem() {
        day(EGRET, 1, BalanceNumbers.of(8));
        register(EGRET, true, false);

        assertEquals(404, served.get("/models/acme/egret/stats").statusCode());
        HttpResponse<String> rows = served.get("/v1/daily?days=3", "Authorization", OWNER);
        assertTrue(!rows.body().contains("egret"), rows.body());
        assertEquals("none", header(rows));
    }
}
