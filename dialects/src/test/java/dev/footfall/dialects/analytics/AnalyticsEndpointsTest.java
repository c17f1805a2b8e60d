package dev.footfall.dialects.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.http.TrustedProxies;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyticsEndpointsTest {
    private static final String ADMINISTRATOR = Tokens.bearer("root", Set.of(), true);
    private static final String USER = Tokens.bearer("alice", Set.of("acme"), false);
    private static final String ROOT = "/api/v1/analytics/";
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

    private final InMemoryState state = new InMemoryState(4).current(Served.NOW, 3);
    private final Served served = Served.knowing(state, 0, TrustedProxies.NONE);

    @AfterEach
    void stop() {
        served.close();
    }

    private static RepoId repo(int number) {
        return new RepoId(RepoType.MODEL, "acme", String.format("m%05d", number));
    }

    /** Repositories of 1, 2, … files and ten times as many bytes, today. */
    private void count(int repositories) {
        for (int i = 1; i <= repositories; i++) state.put(repo(i), TODAY, new DailyCounts(1, 0, i, 10L * i));
    }

    private HttpResponse<String> ask(String path) {
        return served.get(ROOT + path, "Authorization", ADMINISTRATOR, "Content-Type", "application/json");
    }

    private JsonNode json(String path) {
        return Served.json(ask(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"models", "tokens", "summary", "daily"})
    void isForAdministratorsWhateverElseIsWrong(String route) {
        state.restoring(0);
        String path = ROOT + route + "?start_date=never&group_id=g";

        assertEquals(401, served.get(path).statusCode());
        assertEquals(
                401, served.get(path, "Authorization", "Bearer e30.e30.e30").statusCode());
        assertEquals(403, served.get(path, "Authorization", USER).statusCode());
        assertEquals(400, served.get(path, "Authorization", ADMINISTRATOR).statusCode());
        assertEquals(
                503, served.get(ROOT + route, "Authorization", ADMINISTRATOR).statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "models?start_date=1795219199000, start_date, an integer from 0 to 4102444800",
        "models?end_date=-1, end_date, an integer from 0 to 4102444800",
        "models?start_date=10&end_date=9, end_date, from 10 (start_date) to 316224010 (3660 days)",
        "models?start_date=0&end_date=316224001, end_date, from 0 (start_date) to 316224000 (3660 days)",
        "models?limit=0, limit, an integer from 1 to 100000",
        "tokens?limit=100001, limit, an integer from 1 to 100000",
        "tokens?start_date=, start_date, an integer from 0 to 4102444800",
        "summary?start_date=1&start_date=2, start_date, one value",
        "summary?group_id=g1, group_id, nothing: there are no groups",
        "daily?group_id=g1, group_id, nothing: there are no groups",
        "models?group_id=g1, group_id, nothing: there are no groups",
        "tokens?group_id=g1, group_id, nothing: there are no groups",
        "daily?granularity=weekly, granularity, daily or hourly",
        "daily?granularity=hourly, start_date, seconds since 1970 where granularity is hourly",
        "daily?granularity=hourly&start_date=0, end_date, seconds since 1970 where granularity is hourly",
        "daily?granularity=hourly&start_date=0&end_date=7948801, end_date, from 0 (start_date) to 7948800 (92 days)",
    })
    void namesTheParameterThatCannotBeUsed(String path, String parameter, String allowed) {
        HttpResponse<String> response = ask(path);

        assertEquals(400, response.statusCode());
        assertEquals(parameter, Served.json(response).get("parameter").asText());
        assertEquals(allowed, Served.json(response).get("allowed").asText());
        assertFalse(Served.json(response).get("detail").asText().isEmpty());
    }

    @Test
    void marksAListThatIsCutByALimitThatNobodyAskedFor() {
        count(10_001);

        JsonNode cut = json("models");
        assertEquals(10_000, cut.get("models").size());
        assertTrue(cut.get("truncated").asBoolean());
        assertEquals("acme/m10001", cut.at("/models/0/model_id").asText());
        assertFalse(json("models?limit=3").has("truncated"));
        assertEquals(3, json("models?limit=3").get("models").size());
        assertFalse(json("models?limit=10001").has("truncated"));
        JsonNode tokens = json("tokens?limit=1");
        assertEquals(100_010, tokens.at("/models/0/total_tokens").asLong());
        assertEquals(10L * 10_001 * 10_002 / 2, tokens.get("total_tokens").asLong());
        assertEquals(10_001, json("summary").get("total_models").asLong());
    }

    @Test
    void showsTheFirstThousandOfManyRepositoriesDayByDay() {
        count(1_001);

        JsonNode daily = json("daily");

        assertEquals(1, daily.get("data").size());
        assertEquals(1_000, daily.at("/data/0/models").size());
        assertFalse(daily.at("/data/0/models").has("acme/m00001"));
        assertTrue(daily.get("truncated").asBoolean());
    }

    @Test
    void namesTheEightMostRequestedFirstAlsoWhereTheyHadNothing() {
        count(12);
        state.put(repo(3), TODAY.minusDays(1), new DailyCounts(1, 0, 1, 0));
        long start = TODAY.minusDays(1).toEpochDay() * 86_400;

        JsonNode data = json("daily?start_date=" + start).get("data");

        List<String> first = new ArrayList<>();
        data.at("/0/models").fieldNames().forEachRemaining(first::add);
        assertEquals(
                List.of("m00012", "m00011", "m00010", "m00009", "m00008", "m00007", "m00006", "m00005", "m00003"),
                first.stream().map(id -> id.substring("acme/".length())).toList());
        assertEquals(0, data.at("/0/models/acme~1m00012").asLong());
        assertEquals(12, data.at("/1/models").size());
    }

    @Test
    void hasEveryDayAlsoWhereThePeriodEndsEarlierInTheDayThanItBegan() {
        JsonNode data = json("daily?start_date=" + (86_400 * 10 + 80_000) + "&end_date=" + (86_400 * 12 + 1))
                .get("data");

        assertEquals(
                "[{\"date\":\"1970-01-11\",\"models\":{}},{\"date\":\"1970-01-12\",\"models\":{}},"
                        + "{\"date\":\"1970-01-13\",\"models\":{}}]",
                data.toString());
        assertEquals("[]", json("daily").get("data").toString());
    }

    @Test
    void saturatesInsteadOfOverflowing() {
        state.put(repo(1), TODAY, new DailyCounts(1, 0, 1, Long.MAX_VALUE));
        state.put(repo(1), TODAY.minusDays(1), new DailyCounts(1, 0, 1, 1));
        state.put(repo(2), TODAY, new DailyCounts(1, 0, 1, 1));

        assertEquals(Long.MAX_VALUE, json("tokens").at("/models/0/total_tokens").asLong());
        assertEquals(Long.MAX_VALUE, json("tokens").get("total_tokens").asLong());
    }

    @Test
    void isAnsweredWithAndWithoutThePrefixAndWithoutABodyAgain() {
        count(2);
        HttpResponse<String> answer = ask("models");

        assertEquals(
                answer.body(),
                served.get("/v1/analytics/models", "Authorization", ADMINISTRATOR)
                        .body());
        assertEquals(
                "private, no-cache",
                answer.headers().firstValue("Cache-Control").orElseThrow());
        assertEquals(
                "2026-11-20T23:59:59Z",
                answer.headers().firstValue("X-Footfall-As-Of").orElseThrow());
        String tag = answer.headers().firstValue("ETag").orElseThrow();
        assertEquals(
                304,
                served.get(ROOT + "models", "Authorization", ADMINISTRATOR, "If-None-Match", tag)
                        .statusCode());
    }

    @Test
    void isAsNewAsTheStateAlsoWhereAnswersAreKept() {
        count(1);
        assertEquals(1, json("summary").get("total_models").asLong());

        state.put(repo(2), TODAY, new DailyCounts(1, 0, 1, 0));

        assertEquals(2, json("summary").get("total_models").asLong());
    }

    @Test
    void isNotThereWhereHoursAreNotCounted() {
        try (Served without = Served.counting(state, Projections.NONE)) {
            assertEquals(404, without.get(ROOT + "models").statusCode());
        }
    }
}
