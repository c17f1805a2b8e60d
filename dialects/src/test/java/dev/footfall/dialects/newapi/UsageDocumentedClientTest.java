package dev.footfall.dialects.newapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.http.TrustedProxies;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The calls that New API's documentation prints, and those of its two dashboards, as their clients send them but for
 * host and token. Where its contract is silent, or cannot hold:
 *
 * <ul>
 *   <li>One row is an hour, not a date: days in any zone can be made of them ({@link UsageEndpointTest}).
 *   <li>{@code user_id} is a number where the id is one, else 0 ({@link OwnUsageEndpointTest}).
 *   <li>Every answer has {@code success} and {@code message}; errors have their status, too
 *       ({@link UsageErrorsTest}).
 *   <li>The token alone counts. {@code New-Api-User}, printed with another {@code Bearer}, is allowed from other
 *       pages and not looked at.
 * </ul>
 */
class UsageDocumentedClientTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "myorg", "mymodel");
    private static final String PERIOD = "start_timestamp=1640908800&end_timestamp=1640995200";
    private static final String USER = Tokens.bearer("testuser", Set.of(), false);
    private static final String ADMIN = Tokens.bearer("root", Set.of(), true);

    private final InMemoryState state = new InMemoryState(4);
    private final Served served = Served.knowing(state, 0, TrustedProxies.NONE);

    @BeforeEach
    void countAnHour() {
        state.putHours(REPO, LocalDate.parse("2022-01-01"), new TreeMap<>(Map.of(0, new HourCounts(2, 25, 2_000))));
        state.put("testuser", new UserHour(REPO, Instant.ofEpochSecond(1_640_995_200), 25, 2, 2_000));
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void giveAUserTheirOwnStatistics() {
        JsonNode answer = ask("/api/data/self?" + PERIOD, USER);

        assertEquals(
                List.of("model_name", "created_at", "count", "quota", "token_used", "user_id", "username"),
                fields(answer.at("/data/0")));
        assertEquals("myorg/mymodel", answer.at("/data/0/model_name").asText());
        assertEquals(1_640_995_200, answer.at("/data/0/created_at").asLong());
        assertEquals("testuser", answer.at("/data/0/username").asText());
    }

    @Test
    void giveAnAdministratorThoseOfAUserAndOfAllVisitors() {
        JsonNode ofUser = ask("/api/data/?" + PERIOD + "&username=testuser", ADMIN);
        JsonNode ofAll = ask("/api/data/?" + PERIOD, ADMIN);

        assertEquals(25, ofUser.at("/data/0/count").asLong());
        assertEquals(List.of("model_name", "created_at", "count", "quota", "token_used"), fields(ofAll.at("/data/0")));
        assertEquals(2_000, ofAll.at("/data/0/token_used").asLong());
    }

    @Test
    void answerBothDashboardsWithoutARedirect() {
        String classic = "/api/data/self/?start_timestamp=1640908800&end_timestamp=1640995200&default_time=hour";
        String standard = "/api/data?username=&start_timestamp=1640908800&end_timestamp=1640995200&default_time=day";

        assertEquals(1, ask(classic, USER).get("data").size());
        assertEquals(1, ask(standard, ADMIN).get("data").size());
    }

    @Test
    void areAllowedFromAPageOfAnotherOrigin() {
        HttpResponse<String> preflight = served.send(
                "OPTIONS",
                "/api/data/self/",
                "Origin",
                "http://localhost:5173",
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "authorization,cache-control,new-api-user");

        assertEquals(204, preflight.statusCode());
        List<String> allowed = List.of(preflight
                .headers()
                .firstValue("Access-Control-Allow-Headers")
                .orElse("")
                .split(", "));
        assertTrue(allowed.containsAll(List.of("Authorization", "Cache-Control", "New-Api-User")), allowed::toString);
    }

    @Test
    void areAskedAgainOnlyForWhatHasChanged() {
        String path = "/api/data/self?" + PERIOD;
        HttpResponse<String> first = served.get(path, "Authorization", USER);
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = served.get(path, "Authorization", USER, "If-None-Match", tag);

        assertEquals(
                "private, no-cache", first.headers().firstValue("Cache-Control").orElse(""));
        assertEquals(
                "Authorization, Accept-Encoding",
                first.headers().firstValue("Vary").orElse(""));
        assertEquals(304, again.statusCode());
        assertEquals(200, served.send("HEAD", path, "Authorization", USER).statusCode());
    }

    /** The headers are those that the documentation prints; whose id stands in the last one makes no difference. */
    private JsonNode ask(String path, String token) {
        HttpResponse<String> response = served.get(
                path,
                "Content-Type",
                "application/json",
                "Authorization",
                token,
                "New-Api-User",
                "Bearer your_user_id");

        assertEquals(200, response.statusCode(), response.body());
        JsonNode answer = Served.json(response);
        assertTrue(answer.get("success").asBoolean());
        assertEquals("", answer.get("message").asText());
        return answer;
    }

    private static List<String> fields(JsonNode row) {
        var names = new ArrayList<String>();
        row.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
