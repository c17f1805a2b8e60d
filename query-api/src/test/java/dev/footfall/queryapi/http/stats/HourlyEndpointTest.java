package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Served;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HourlyEndpointTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "a", "b");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final String PATH = "/models/a/b/stats/hourly";

    private final InMemoryState state = new InMemoryState(4);
    private final Asked asked = new Asked(state);

    @BeforeEach
    void countAnHour() {
        state.putHours(REPO, TODAY, new TreeMap<>(Map.of(13, new HourCounts(2, 3, 643))));
    }

    @Test
    void hasEveryHourOfThePeriodInOrder() throws Exception {
        JsonNode answer = json(PATH + "?from=2026-11-19&to=2026-11-20");

        Instant hour = Instant.parse("2026-11-19T00:00:00Z");
        for (JsonNode row : answer.get("stats")) {
            assertEquals(hour.toString(), row.get("hour").asText());
            boolean isCounted = hour.equals(Instant.parse("2026-11-20T13:00:00Z"));
            assertEquals(isCounted ? 2 : 0, row.get("downloads").asLong());
            assertEquals(isCounted ? 3 : 0, row.get("files").asLong());
            assertEquals(isCounted ? 643 : 0, row.get("bytes").asLong());
            hour = hour.plusSeconds(3_600);
        }
        assertEquals(Instant.parse("2026-11-21T00:00:00Z"), hour);
        assertEquals(
                "{\"start\":\"2026-11-19\",\"end\":\"2026-11-20\",\"days\":2}",
                answer.get("period").toString());
    }

    @Test
    void hasTheLastSevenDaysWhenNoOthersAreAskedFor() throws Exception {
        assertEquals(7 * 24, json(PATH).get("stats").size());
        assertEquals(2 * 24, json(PATH + "?days=2").get("stats").size());
    }

    @Test
    void writesCsv() {
        String csv = asked.text(Caller.ANONYMOUS, PATH + "?from=2026-11-20&to=2026-11-20&format=csv");

        assertTrue(csv.startsWith("hour,downloads,files,bytes\r\n2026-11-20T00:00:00Z,0,0,0\r\n"), csv);
        assertTrue(csv.contains("\r\n2026-11-20T13:00:00Z,2,3,643\r\n"), csv);
    }

    @ParameterizedTest
    @CsvSource({
        "from=2026-08-01&to=2026-11-01, at most 92 days",
        "from=2026-11-21, \"parameter\":\"from\"",
        "days=93, an integer from 1 to 92",
        "days=2&from=2026-11-20&to=2026-11-20, not allowed with from and to",
        "from=2026-11-20T00:00:00Z&to=2026-11-20, \"parameter\":\"from\"",
    })
    void refusesAPeriodThatIsNoneAndNamesTheParameter(String query, String problem) {
        String answer = asked.text(Caller.ANONYMOUS, PATH + "?" + query);

        assertTrue(answer.contains("\"status\":400"), answer);
        assertTrue(answer.contains(problem), answer);
    }

    @Test
    void isNotThereWhereHoursAreNotCounted() {
        try (Served without = Served.counting(state, Projections.NONE);
                Served with = Served.counting(state, Projections.ALL)) {
            assertEquals(200, with.get(PATH).statusCode());
            assertEquals(404, without.get(PATH).statusCode());
            String off = "Not counted here: the setting projections has no hours";
            assertTrue(without.get(PATH).body().contains(off));
            assertTrue(without.get("/api" + PATH).body().contains(off));
        }
    }

    private JsonNode json(String path) throws Exception {
        return new ObjectMapper().readTree(asked.text(Caller.ANONYMOUS, path));
    }
}
