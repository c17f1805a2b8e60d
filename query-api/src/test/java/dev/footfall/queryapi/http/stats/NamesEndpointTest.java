package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Served;
import dev.footfall.rules.ProjectionNames;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesEndpointTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "a", "b");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final String REVISIONS = "/models/a/b/stats/revisions";
    private static final String COUNTRIES = "/models/a/b/stats/countries";
    private static final int SECTION = 9;
    private static final int COUNTRIES_SECTION = 10;
    private static final String PERIOD = "\"period\":{\"start\":\"2026-11-19\",\"end\":\"2026-11-20\",\"days\":2}}";

    private final InMemoryState state = new InMemoryState(4);
    private final Asked asked = new Asked(state);

    @Test
    void addsUpTheRevisionsOfThePeriodMostDownloadsFirst() {
        put(REPO, TODAY.minusDays(1), counts(3, 5, 50), Map.of("main", counts(2, 3, 30), "v1", counts(1, 2, 20)));
        put(REPO, TODAY, counts(2, 4, 9), Map.of("v1", counts(1, 2, 5), "", counts(1, 2, 4)));

        assertEquals(
                "{\"revisions\":[{\"revision\":\"main\",\"downloads\":2,\"files\":3,\"bytes\":30},"
                        + "{\"revision\":\"v1\",\"downloads\":2,\"files\":4,\"bytes\":25},"
                        + "{\"revision\":\"unknown\",\"downloads\":1,\"files\":2,\"bytes\":4}],"
                        + "\"other\":{\"downloads\":0,\"files\":0,\"bytes\":0},"
                        + "\"total\":{\"downloads\":5,\"files\":9,\"bytes\":59}," + PERIOD,
                asked.text(Caller.ANONYMOUS, REVISIONS + "?days=2"));
    }

    @Test
    void addsWhatIsNotListedToTheOthersAndSaysIfMoreWereThere() {
        put(REPO, TODAY, counts(6, 9, 90), Map.of("main", counts(2, 3, 30), "v1", counts(1, 4, 20)));

        assertEquals(
                "{\"revisions\":[{\"revision\":\"v1\",\"downloads\":1,\"files\":4,\"bytes\":20}],"
                        + "\"other\":{\"downloads\":5,\"files\":5,\"bytes\":70},"
                        + "\"total\":{\"downloads\":6,\"files\":9,\"bytes\":90},\"bounded\":true," + PERIOD,
                Asked.beforeNext(asked.text(Caller.ANONYMOUS, REVISIONS + "?days=2&sort=files&limit=1")));
    }

    @Test
    void isCsvOrNdjsonWithTheOthersAtTheEnd() {
        put(REPO, TODAY, counts(6, 9, 90), Map.of("main", counts(2, 3, 30), "=v1", counts(1, 4, 20)));

        assertEquals(
                "revision,downloads,files,bytes\r\nmain,2,3,30\r\n'=v1,1,4,20\r\n,3,2,40\r\n",
                asked.text(Caller.ANONYMOUS, REVISIONS + "?format=csv"));
        assertEquals("""
                {"revision":"=v1","downloads":1,"files":4,"bytes":20}
                {"revision":"","downloads":5,"files":5,"bytes":70}
                """, asked.text(Caller.ANONYMOUS, REVISIONS + "?format=ndjson&sort=revision&limit=1"));
    }

    @Test
    void addsASeriesOfUnitsThatAddsUpToTheSums() {
        put(REPO, TODAY.minusDays(1), counts(3, 5, 50), Map.of("main", counts(2, 3, 30), "v1", counts(1, 2, 20)));
        put(REPO, TODAY, counts(3, 6, 12), Map.of("v1", counts(1, 2, 5), "", counts(1, 2, 4)));

        assertTrue(Asked.beforeNext(asked.text(Caller.ANONYMOUS, REVISIONS + "?days=3&interval=day&limit=2"))
                .endsWith("\"series\":[{\"date\":\"2026-11-18\",\"revisions\":[],\"other\":" + json(0, 0, 0)
                        + ",\"total\":" + json(0, 0, 0) + "},{\"date\":\"2026-11-19\",\"revisions\":["
                        + "{\"revision\":\"main\",\"downloads\":2,\"files\":3,\"bytes\":30},"
                        + "{\"revision\":\"v1\",\"downloads\":1,\"files\":2,\"bytes\":20}],\"other\":" + json(0, 0, 0)
                        + ",\"total\":" + json(3, 5, 50) + "},{\"date\":\"2026-11-20\",\"revisions\":["
                        + "{\"revision\":\"v1\",\"downloads\":1,\"files\":2,\"bytes\":5}],\"other\":" + json(2, 4, 7)
                        + ",\"total\":" + json(3, 6, 12)
                        + "}],\"period\":{\"start\":\"2026-11-18\",\"end\":\"2026-11-20\",\"days\":3}}"));
        assertEquals(
                """
                date,revision,downloads,files,bytes,end
                2026-11-16,main,2,3,30,2026-11-20
                2026-11-16,v1,2,4,25,2026-11-20
                2026-11-16,,2,4,7,2026-11-20
                """.replace("\n", "\r\n"),
                asked.text(
                        Caller.ANONYMOUS,
                        REVISIONS + "?from=2026-11-10&to=2026-11-20&interval=week&limit=2&format=csv"));
    }

    private static String json(long downloads, long files, long bytes) {
        return "{\"downloads\":" + downloads + ",\"files\":" + files + ",\"bytes\":" + bytes + "}";
    }

    @Test
    void streamsARowForEachRevisionOfADay() {
        put(REPO, TODAY, counts(6, 9, 90), Map.of("main", counts(2, 3, 30), "v1", counts(1, 4, 20)));

        assertEquals("""
                type,id,date,revision,downloads,files,bytes
                model,a/b,2026-11-20,main,2,3,30
                model,a/b,2026-11-20,v1,1,4,20
                model,a/b,2026-11-20,,3,2,40
                """.replace("\n", "\r\n"), Asked.streamed(asked.reply(Caller.ANONYMOUS, "/v1/daily?by=revision")));
    }

    @Test
    void listsCountriesOfEnoughVisitorsBesideTheUnknownButAllForAnAdministrator() {
        putCountries(TODAY, Map.of("DE", counts(6, 6, 60), "FR", counts(4, 4, 40), "", counts(1, 1, 10)));
        putCountries(TODAY.minusDays(1), Map.of("DE", counts(4, 4, 40)));

        assertEquals(
                "{\"countries\":[{\"country\":\"DE\",\"downloads\":6,\"files\":6,\"bytes\":60}],"
                        + "\"unknown\":{\"downloads\":1,\"files\":1,\"bytes\":10},"
                        + "\"other\":{\"downloads\":8,\"files\":8,\"bytes\":80},"
                        + "\"total\":{\"downloads\":15,\"files\":15,\"bytes\":150}," + PERIOD,
                asked.text(Caller.ANONYMOUS, COUNTRIES + "?days=2"));
        var administrator = new Caller(Optional.of("root"), Set.of(), true);
        assertTrue(asked.text(administrator, COUNTRIES + "?days=2&country=FR")
                .startsWith("{\"countries\":[{\"country\":\"FR\",\"downloads\":4,\"files\":4,\"bytes\":40}],"
                        + "\"unknown\":{\"downloads\":1,\"files\":1,\"bytes\":10},"
                        + "\"other\":{\"downloads\":10,\"files\":10,\"bytes\":100},"));
        assertEquals("""
                type,id,date,country,downloads,files,bytes
                model,a/b,2026-11-19,,4,4,40
                model,a/b,2026-11-20,DE,6,6,60
                model,a/b,2026-11-20,unknown,1,1,10
                model,a/b,2026-11-20,,4,4,40
                """.replace("\n", "\r\n"), Asked.streamed(asked.reply(Caller.ANONYMOUS, "/v1/daily?by=country")));
    }

    @Test
    void addsUpTheNamesOfARenamedRepository() {
        var old = new RepoId(RepoType.MODEL, "a", "old");
        put(REPO, TODAY, counts(2, 3, 30), Map.of("main", counts(2, 3, 30)));
        put(old, TODAY, counts(1, 4, 20), Map.of("main", counts(1, 4, 20)));
        state.rename(new RenameEvent(old, Optional.of(REPO), Served.NOW));

        assertTrue(asked.text(Caller.ANONYMOUS, REVISIONS)
                .startsWith("{\"revisions\":[{\"revision\":\"main\",\"downloads\":3,\"files\":7,\"bytes\":50}],"));
        assertTrue(Asked.streamed(asked.reply(Caller.ANONYMOUS, "/v1/daily?by=revision"))
                .endsWith("model,a/b,2026-11-20,main,3,7,50\r\n"));
    }

    @ParameterizedTest
    @CsvSource({
        REVISIONS + "?sort=name, \"parameter\":\"sort\"",
        REVISIONS + "?days=401&interval=day, of at most 400 units",
        REVISIONS + "?days=2&interval=hour, \"parameter\":\"interval\"",
        REVISIONS + "?limit=0, an integer from 1 to 20000",
        REVISIONS + "?format=xml, \"parameter\":\"format\"",
        REVISIONS + "?days=0, an integer from 1 to 3660",
        "/v1/daily?by=name, \"parameter\":\"by\"",
        "/v1/daily?by=revision&fields=gaps, not allowed with by",
    })
    void refusesAParameterThatItCannotUseAndNamesIt(String path, String problem) {
        put(REPO, TODAY, counts(2, 3, 30), Map.of());

        String answer = asked.text(Caller.ANONYMOUS, path);

        assertTrue(answer.contains("\"status\":400"), answer);
        assertTrue(answer.contains(problem), answer);
    }

    @Test
    void isNotThereWhereRevisionsAreNotCounted() {
        put(REPO, TODAY, counts(2, 3, 30), Map.of("main", counts(2, 3, 30)));

        try (Served without = Served.counting(state, Projections.named(ProjectionNames.HOURS));
                Served with = Served.counting(state, Projections.ALL)) {
            assertEquals(200, with.get(REVISIONS).statusCode());
            assertEquals(404, without.get(REVISIONS).statusCode());
            assertEquals(400, without.get("/v1/daily?by=revision").statusCode());
        }
    }

    /** A day on which each download is another visitor's. */
    private void putCountries(LocalDate date, Map<String, DailyCounts> named) {
        DailyCounts total = named.values().stream().reduce(DailyCounts.ZERO, DailyCounts::plus);
        state.put(REPO, date, total).putTail(REPO, date, Tails.names(COUNTRIES_SECTION, named, DailyCounts::downloads));
    }

    private static DailyCounts counts(long downloads, long files, long bytes) {
        return new DailyCounts(downloads, 0, files, bytes);
    }

    private void put(RepoId repo, LocalDate date, DailyCounts total, Map<String, DailyCounts> named) {
        state.put(repo, date, total).putTail(repo, date, Tails.names(SECTION, named));
    }
}
