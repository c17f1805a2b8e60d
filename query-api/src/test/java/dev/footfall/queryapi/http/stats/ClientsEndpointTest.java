package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Served;
import dev.footfall.rules.ProjectionNames;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientsEndpointTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "a", "b");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final String PATH = "/models/a/b/stats/clients";

    private final InMemoryState state = new InMemoryState(4);
    private final Asked asked = new Asked(state);

    @BeforeEach
    void countTwoDays() {
        put(TODAY.minusDays(1), ClientProduct.GIT, 2, ClientProduct.WGET, 1);
        put(TODAY, ClientProduct.GIT, 1, ClientProduct.NONE, 1);
    }

    @Test
    void addsUpTheDownloadsOfThePeriodByClientMostFirst() {
        assertEquals(
                "{\"clients\":[{\"client\":\"git\",\"downloads\":3},{\"client\":\"none\",\"downloads\":1},"
                        + "{\"client\":\"wget\",\"downloads\":1}],"
                        + "\"period\":{\"start\":\"2026-11-19\",\"end\":\"2026-11-20\",\"days\":2}}",
                asked.text(Caller.ANONYMOUS, PATH + "?from=2026-11-19&to=2026-11-20"));
    }

    @Test
    void endsTodayWhereOnlyTheNumberOfDaysIsAskedFor() {
        assertEquals(
                asked.text(Caller.ANONYMOUS, PATH + "?from=2026-11-20&to=2026-11-20"),
                asked.text(Caller.ANONYMOUS, PATH + "?days=1"));
        assertEquals(asked.text(Caller.ANONYMOUS, PATH), asked.text(Caller.ANONYMOUS, PATH + "?days=30"));
        assertEquals(200, asked.reply(Caller.ANONYMOUS, PATH + "?days=3660").status());
    }

    @Test
    void writesCsv() {
        assertEquals(
                "client,downloads\r\ngit,1\r\nnone,1\r\n",
                asked.text(Caller.ANONYMOUS, PATH + "?from=2026-11-20&to=2026-11-20&format=csv"));
    }

    @Test
    void hasNoClientsWhereNothingWasDownloaded() {
        String answer = asked.text(Caller.ANONYMOUS, PATH + "?from=2020-01-01&to=2020-01-02");

        assertTrue(answer.startsWith("{\"clients\":[],"), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "from=2006-08-01&to=2026-11-01, \"parameter\":\"to\"",
        "from=2006-08-01, \"parameter\":\"from\"",
        "from=yesterday&to=2026-11-20, \"parameter\":\"from\"",
        "format=xml, \"parameter\":\"format\"",
        "days=0, an integer from 1 to 3660",
        "days=2&from=2026-11-20&to=2026-11-20, not allowed with from and to",
    })
    void refusesAParameterThatItCannotUseAndNamesIt(String query, String problem) {
        String answer = asked.text(Caller.ANONYMOUS, PATH + "?" + query);

        assertTrue(answer.contains("\"status\":400"), answer);
        assertTrue(answer.contains(problem), answer);
    }

    @Test
    void isNotThereWhereClientsAreNotCounted() {
        try (Served without = Served.counting(state, Projections.named(ProjectionNames.HOURS));
                Served with = Served.counting(state, Projections.ALL)) {
            assertEquals(200, with.get(PATH).statusCode());
            assertEquals(404, without.get(PATH).statusCode());
        }
    }

    private void put(LocalDate date, ClientProduct one, long its, ClientProduct other, long others) {
        byte[] section = new ValueWriter()
                .number(one.number())
                .number(its)
                .number(other.number())
                .number(others)
                .toByteArray();
        byte[] tail = new ValueWriter().number(2).bytes(section).toByteArray();
        state.put(REPO, date, new DailyCounts(its + others, 0, its + others, 10))
                .putTail(REPO, date, tail);
    }
}
