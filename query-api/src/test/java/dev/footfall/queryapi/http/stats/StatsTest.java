package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.question.RepositoryDay;
import dev.footfall.rules.ExclusionReason;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /stats} and {@code /stats/recent}. */
class StatsTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "myorg", "mymodel");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final String STATS = "/models/myorg/mymodel/stats";

    private final InMemoryState state = new InMemoryState(4)
            .put(REPO, TODAY, new DailyCounts(5, 2, 9, 1_000))
            .put(
                    REPO,
                    new RepositoryDay(
                            TODAY.minusDays(29),
                            new DailyCounts(7, 3, 8, 2_000),
                            Map.of(ExclusionReason.LATE, 2L, ExclusionReason.STATUS, 1L, ExclusionReason.RANGE, 0L)))
            .put(REPO, TODAY.minusDays(400), new DailyCounts(100, 0, 100, 5));
    private final Served served = Served.serving(state);

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void answersTheSumOfAllDaysAndNoLikes() {
        HttpResponse<String> response = served.get(STATS);

        assertEquals("{\"downloads\":112,\"likes\":0}", response.body());
        assertEquals(
                "application/json",
                response.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void answersEveryDayOfThirtyThatEndTodayWithFiveColumnsInOrder() {
        HttpResponse<String> response = served.get(STATS + "/recent");

        JsonNode body = Served.json(response);
        assertEquals(30, body.get("stats").size());
        assertTrue(response.body()
                .startsWith("{\"stats\":[{\"date\":\"2026-10-22\",\"downloads\":7,\"authenticated\":3,"
                        + "\"anonymous\":4,\"files\":8},{\"date\":\"2026-10-23\",\"downloads\":0,\"authenticated\":0,"
                        + "\"anonymous\":0,\"files\":0},"));
        assertTrue(response.body()
                .endsWith("{\"date\":\"2026-11-20\",\"downloads\":5,\"authenticated\":2,\"anonymous\":3,\"files\":9}],"
                        + "\"period\":{\"start\":\"2026-10-22\",\"end\":\"2026-11-20\",\"days\":30}}"));
    }

    @Test
    void countsTodayAsTheOnlyDayOfOne() {
        JsonNode body = served.json(STATS + "/recent?days=1");

        assertEquals(1, body.get("stats").size());
        assertEquals("2026-11-20", body.at("/period/start").asText());
    }

    @Test
    void answersAnyPeriodFromOneDayToAnotherInclusive() {
        JsonNode body = served.json(STATS + "/recent?from=2025-10-15&to=2025-10-17");

        assertEquals(3, body.get("stats").size());
        assertEquals(100, body.at("/stats/1/downloads").asLong());
        assertEquals(
                "{\"start\":\"2025-10-15\",\"end\":\"2025-10-17\",\"days\":3}",
                body.get("period").toString());
    }

    @Test
    void answersThreeThousandSixHundredAndSixtyDaysAndNoMore() {
        assertEquals(
                3_660,
                served.json(STATS + "/recent?from=2020-01-01&to=2030-01-07")
                        .get("stats")
                        .size());
        assertEquals(
                400, served.get(STATS + "/recent?from=2020-01-01&to=2030-01-08").statusCode());
    }

    @Test
    void showsBytesAndExcludedEventsOnRequestOnly() {
        String first = served.json(STATS + "/recent?days=30&fields=excluded,bytes")
                .at("/stats/0")
                .toString();
        String second = served.json(STATS + "/recent?days=30&fields=bytes%2Cexcluded")
                .at("/stats/1")
                .toString();

        assertEquals(
                "{\"date\":\"2026-10-22\",\"downloads\":7,\"authenticated\":3,\"anonymous\":4,\"files\":8,"
                        + "\"bytes\":2000,\"excluded\":{\"status\":1,\"late\":2}}",
                first);
        assertTrue(second.endsWith("\"bytes\":0,\"excluded\":{}}"), second);
    }

    @Test
    void showsByHowMuchADayHasFallen() {
        RepoId repo = new RepoId(RepoType.MODEL, "acme", "falling");
        state.put(repo, new RepositoryDay(LocalDate.of(2026, 11, 20), new DailyCounts(5, 0, 9, 0), Map.of(), 2));

        JsonNode recent = served.json("/models/acme/falling/stats/recent?days=1&fields=merged");
        String daily = served.get("/v1/daily?from=2026-11-20&to=2026-11-20&fields=merged")
                .body();

        assertEquals(2, recent.at("/stats/0/merged").asLong());
        assertTrue(daily.contains(",merged\r\n"), daily);
        assertTrue(daily.contains("model,acme/falling,2026-11-20,5,0,5,9,0,2\r\n"), daily);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/recent", "/recent?days=3", "/recent?from=2026-01-01&to=2026-02-01&fields=bytes"})
    void answersTheSameWithAndWithoutTheApiPrefix(String rest) {
        assertEquals(
                Served.comparable(served.raw("GET " + STATS + rest)),
                Served.comparable(served.raw("GET /api" + STATS + rest)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "days=0|days|0|an integer from 1 to 365",
                "days=366|days|366|an integer from 1 to 365",
                "days=|days||an integer from 1 to 365",
                "days=1e1|days|1e1|an integer from 1 to 365",
                "days=%2525|days|%25|an integer from 1 to 365",
                "days=99999999999999999999|days|99999999999999999999|an integer from 1 to 365",
                "days=3&days=3|days|3, 3|one value",
                "days=3&from=2026-01-01&to=2026-01-02|days|3|not allowed with from and to",
                "from=2016-01-01|from|2016-01-01|from 2016-11-13 to 2026-11-20 (at most 3660 days)",
                "from=2026-11-21|from|2026-11-21|from 2016-11-13 to 2026-11-20 (at most 3660 days)",
                "to=1970-01-01|to|1970-01-01|from 1970-01-30 on with 30 days",
                "from=2026-02-30&to=2026-03-01|from|2026-02-30|a day as YYYY-MM-DD, from 1970-01-01 to 9999-12-31",
                "from=1969-12-31&to=1970-01-01|from|1969-12-31|a day as YYYY-MM-DD, from 1970-01-01 to 9999-12-31",
                "from=2026-01-02&to=2026-01-01|to|2026-01-01|from 2026-01-02 to 2036-01-09 (at most 3660 days)",
                "fields=bytes,users|fields|bytes,users|a comma-separated list of bytes, excluded, merged, balances, classes, visitors and gaps",
                "fields=|fields||a comma-separated list of bytes, excluded, merged, balances, classes, visitors and gaps",
                "partial=yes|partial|yes|allow"
            })
    void namesABadParameterItsValueAndWhatIsAllowed(String query, String name, String value, String allowed) {
        HttpResponse<String> response = served.get(STATS + "/recent?" + query);

        JsonNode problem = Served.json(response);
        assertEquals(400, response.statusCode(), response.body());
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElseThrow());
        assertEquals("InvalidParameter", problem.get("code").asText());
        assertEquals(name, problem.get("parameter").asText());
        assertEquals(value == null ? "" : value, problem.get("value").asText());
        assertEquals(allowed, problem.get("allowed").asText());
    }

    @Test
    void ignoresEmptyPartsOfAQueryAndNoParameter() {
        assertEquals(200, served.get(STATS + "?&&").statusCode());
        assertEquals(400, served.get(STATS + "?=").statusCode());
        assertEquals(400, served.get(STATS + "?utm=1&utm=2").statusCode());
    }

    @Test
    void saysHowCurrentTheNumbersAre() {
        assertTrue(served.get(STATS).headers().firstValue("X-Footfall-As-Of").isEmpty());

        state.current(Instant.parse("2026-11-20T12:00:00.250Z"), 17);
        HttpResponse<String> response = served.get(STATS + "/recent");

        assertEquals(
                "2026-11-20T12:00:00.250Z",
                response.headers().firstValue("X-Footfall-As-Of").orElseThrow());
        assertEquals("17", response.headers().firstValue("X-Footfall-Lag").orElseThrow());
    }

    @Test
    void namesTheRulesByWhichTheNumbersWereCounted() {
        HttpResponse<String> numbers = served.get(STATS);
        String tag = numbers.headers().firstValue("ETag").orElseThrow();

        assertEquals(Optional.of(Served.RULES.id()), rules(numbers));
        assertEquals(Optional.of(Served.RULES.id()), rules(served.get(STATS + "/badge.svg")));
        assertEquals(Optional.of(Served.RULES.id()), rules(served.get("/v1/daily?from=2026-11-20&to=2026-11-20")));
        assertEquals(Optional.of(Served.RULES.id()), rules(served.get(STATS, "If-None-Match", tag)));
        assertEquals(Optional.empty(), rules(served.get("/models/no/thing/stats")));
    }

    @Test
    void namesTheLastDayOfWhichOnlyTheCountsAreKnown() {
        assertEquals(Optional.empty(), sealed(STATS));

        state.sealed(LocalDate.parse("2025-09-30"));

        assertEquals(Optional.of("2025-09-30"), sealed(STATS));
        assertEquals(Optional.of("2025-09-30"), sealed("/v1/daily?from=2026-11-20&to=2026-11-20"));
        assertEquals(Optional.empty(), sealed("/models/no/thing/stats"));
    }

    private Optional<String> sealed(String path) {
        return served.get(path).headers().firstValue("X-Footfall-Sealed");
    }

    private static Optional<String> rules(HttpResponse<String> response) {
        return response.headers().firstValue("X-Footfall-Rules");
    }

    @Test
    void answersNotModifiedWhileTheBodyIsTheOneThatTheClientHas() {
        String tag = served.get(STATS).headers().firstValue("ETag").orElseThrow();

        state.current(Served.NOW, 0);
        HttpResponse<String> same = served.get(STATS, "If-None-Match", "\"other\", W/" + tag);
        state.put(REPO, TODAY, new DailyCounts(6, 2, 9, 1_000));
        HttpResponse<String> changed = served.get(STATS, "If-None-Match", tag);

        assertEquals(304, same.statusCode());
        assertEquals("", same.body());
        assertEquals(tag, same.headers().firstValue("ETag").orElseThrow());
        assertTrue(same.headers().firstValue("X-Footfall-As-Of").isPresent());
        assertEquals(200, changed.statusCode());
    }

    @Test
    void answersHeadLikeGetWithoutTheBody() {
        String head = served.raw("HEAD " + STATS);
        String get = served.raw("GET " + STATS);

        assertEquals(Served.comparable(get).replace("{\"downloads\":112,\"likes\":0}", ""), Served.comparable(head));
    }
}
