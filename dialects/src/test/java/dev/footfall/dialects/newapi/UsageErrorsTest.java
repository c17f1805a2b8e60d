package dev.footfall.dialects.newapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.queryapi.EndlessRows;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.http.TrustedProxies;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error below /data is a problem that New API's clients read as one of theirs. */
class UsageErrorsTest {
    private static final String[] NOBODY = {"X-Test", "1"};
    private static final String[] BROKEN = {"Authorization", "Bearer e30.e30.e30"};
    private static final String[] USER = {"Authorization", Tokens.bearer("alice", Set.of(), false)};
    private static final String[] ADMIN = {"Authorization", Tokens.bearer("root", Set.of(), true)};

    private final InMemoryState state = new InMemoryState(4);

    @ParameterizedTest
    @ValueSource(strings = {"", "/api"})
    void comeInTheirOrder(String prefix) {
        state.restoring(1);
        try (Served served = Served.knowing(state, 0, TrustedProxies.NONE)) {
            for (String slash : new String[] {"", "/"}) {
                String all = prefix + "/data" + slash;
                String own = prefix + "/data/self" + slash;
                assertError(401, served.get(all + "?start_timestamp=x", NOBODY));
                assertError(401, served.get(all + "?start_timestamp=x", BROKEN));
                assertError(403, served.get(all + "?start_timestamp=x", USER));
                assertError(400, served.get(all + "?start_timestamp=x", ADMIN));
                assertError(503, served.get(all, ADMIN));
                assertError(503, served.get(all + "?username=bob", ADMIN));
                assertError(401, served.get(own + "?start_timestamp=x", NOBODY));
                assertError(400, served.get(own + "?start_timestamp=x", USER));
                assertError(503, served.get(own, USER));
            }
        }
    }

    @Test
    void ofPathsAndMethodsThatAreNotThereAreOfTheSameForm() {
        try (Served served = Served.knowing(state, 0, TrustedProxies.NONE)) {
            assertError(404, served.get("/api/data/users", ADMIN));
            assertError(404, served.get("/data/self/x", ADMIN));
            assertError(404, served.get("/data//", ADMIN));
            assertError(405, served.send("POST", "/api/data", ADMIN));
            assertError(405, served.send("DELETE", "/data/self/", ADMIN));
        }
    }

    @Test
    void ofACallerWhoAsksTooOftenAreOfTheSameForm() {
        try (Served served = Served.knowing(state, 1, TrustedProxies.NONE)) {
            assertEquals(200, served.get("/data", ADMIN).statusCode());
            assertError(429, served.get("/data", ADMIN));
            assertTrue(served.get("/data", ADMIN)
                    .headers()
                    .firstValue("Retry-After")
                    .isPresent());
        }
    }

    @Test
    void ofTheServerAreOfTheSameForm() {
        LocalState broken = Asked.stateThat(() -> {
            throw new IllegalArgumentException("a bug");
        });
        try (Served served = Served.knowing(broken, 0, TrustedProxies.NONE)) {
            assertError(500, served.get("/api/data/self", USER));
        }
        try (Served served = Served.knowing(new EndlessRows(3).state(), 0, TrustedProxies.NONE)) {
            assertError(500, served.get("/api/data", ADMIN));
        }
    }

    @Test
    void elsewhereAreAsTheyWere() {
        try (Served served = Served.knowing(state, 0, TrustedProxies.NONE)) {
            for (String path :
                    new String[] {"/database", "/api", "/models/data/x/stats", "/trending?days=x", "/v1/users/data"}) {
                assertTrue(Served.json(served.get(path)).path("success").isMissingNode(), path);
            }
        }
    }

    private static void assertError(int status, HttpResponse<String> response) {
        String context = response.uri() + " " + response.body();
        assertEquals(status, response.statusCode(), context);
        JsonNode problem = Served.json(response);
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElse(""));
        assertEquals(status, problem.get("status").asInt(), context);
        assertEquals(problem.get("detail"), problem.get("message"), context);
        assertTrue(problem.get("success").isBoolean() && !problem.get("success").asBoolean(), context);
        assertEquals("no-store", response.headers().firstValue("Cache-Control").orElse(""));
    }
}
