package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Registered;
import dev.footfall.queryapi.http.Served;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HourlyRowsEndpointTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final RepoId MODEL = new RepoId(RepoType.MODEL, "o", "b");
    private static final RepoId DATASET = new RepoId(RepoType.DATASET, "o", "a");
    private static final RepoId SECRET = new RepoId(RepoType.MODEL, "alice", "secret");
    private static final String HEADING = "type,id,hour,downloads,files,bytes\r\n";

    private final InMemoryState state = new InMemoryState(4);

    @Test
    void hasTheHoursWithFilesByTypeRepositoryAndHour() {
        put(MODEL, TODAY, Map.of(9, new HourCounts(0, 2, 20), 8, new HourCounts(1, 1, 10)));
        put(MODEL, TODAY.minusDays(1), Map.of(23, new HourCounts(3, 3, 30)));
        put(DATASET, TODAY, Map.of(0, new HourCounts(1, 4, 0)));

        assertEquals("""
                type,id,hour,downloads,files,bytes
                dataset,o/a,2026-11-20T00:00:00Z,1,4,0
                model,o/b,2026-11-19T23:00:00Z,3,3,30
                model,o/b,2026-11-20T08:00:00Z,1,1,10
                model,o/b,2026-11-20T09:00:00Z,0,2,20
                """.replace("\n", "\r\n"), rows(Caller.ANONYMOUS, ""));
        assertEquals(
                "{\"type\":\"dataset\",\"id\":\"o/a\",\"hour\":\"2026-11-20T00:00:00Z\",\"downloads\":1,\"files\":4,"
                        + "\"bytes\":0}\n",
                rows(Caller.ANONYMOUS, "?format=ndjson&repo_type=dataset"));
    }

    @Test
    void hasTheBytesOfAnHourWhoseClicksAreAllDoubleClicks() {
        put(MODEL, TODAY, Map.of(8, new HourCounts(0, 0, 10), 9, new HourCounts(1, 1, 20)));

        assertEquals(
                HEADING + "model,o/b,2026-11-20T08:00:00Z,0,0,10\r\nmodel,o/b,2026-11-20T09:00:00Z,1,1,20\r\n",
                rows(Caller.ANONYMOUS, ""));
        assertEquals(HEADING + "model,o/b,2026-11-20T00:00:00Z,1,1,30\r\n", rows(Caller.ANONYMOUS, "?interval=day"));
    }

    @Test
    void takesTheLastSevenDaysUnlessOthersAreAskedFor() {
        for (int age = 0; age < 400; age++) {
            put(MODEL, TODAY.minusDays(age), Map.of(1, new HourCounts(1, 1, 1)));
        }

        assertEquals(1 + 7, rows(Caller.ANONYMOUS, "").lines().count());
        assertEquals(
                1 + 365,
                rows(Caller.ANONYMOUS, "?from=2025-11-21&to=2026-11-20").lines().count());
    }

    @Test
    void showsAPrivateRepositoryToItsOwnerAlone() {
        put(SECRET, TODAY, Map.of(1, new HourCounts(1, 1, 1)));
        state.register(Registered.privately(SECRET));

        assertEquals(HEADING, rows(Caller.ANONYMOUS, ""));
        assertEquals(2, rows(Asked.ALICE, "").lines().count());
    }

    @Test
    void saysHowCurrentItIsAndIsKeptByNobody() {
        put(MODEL, TODAY, Map.of(1, new HourCounts(1, 1, 1)));
        state.current(Served.NOW, 3);
        try (Served served = Served.serving(state)) {
            HttpResponse<String> response = served.get("/api/v1/hourly");

            assertEquals(200, response.statusCode());
            assertEquals("12", response.headers().firstValue("X-Footfall-Lag").orElse(""));
            assertEquals(
                    "no-store", response.headers().firstValue("Cache-Control").orElse(""));
            assertTrue(response.headers().firstValue("ETag").isEmpty());
            assertEquals(200, served.send("HEAD", "/v1/hourly").statusCode());
        }
    }

    @Test
    void refusesBeforeTheFirstByteWhenAPartitionIsMissing() {
        state.restoring(3);

        assertEquals(503, new Asked(state).reply(Caller.ANONYMOUS, "/v1/hourly").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?from=2016-01-01&to=2026-11-20", "?from=2016-01-01", "?format=json", "?repo_type=any"})
    void refusesWhatCannotBeAsked(String query) {
        assertEquals(
                400,
                new Asked(state).reply(Caller.ANONYMOUS, "/v1/hourly" + query).status());
    }

    @Test
    void isNotThereWhereHoursAreNotCounted() {
        try (Served without = Served.counting(state, Projections.NONE)) {
            assertEquals(404, without.get("/v1/hourly").statusCode());
        }
    }

    private String rows(Caller caller, String query) {
        return Asked.streamed(new Asked(state).reply(caller, "/v1/hourly" + query));
    }

    private void put(RepoId repo, LocalDate date, Map<Integer, HourCounts> hours) {
        state.putHours(repo, date, new TreeMap<>(hours));
    }
}
