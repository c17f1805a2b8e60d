package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotFoundTest {
    private static final String UNKNOWN = "/models/nobody/nothing/stats";
    private static Served served;

    @BeforeAll
    static void start() {
        var repo = new RepoId(RepoType.MODEL, "a", "b");
        served = Served.serving(new InMemoryState(4)
                .put(repo, LocalDate.parse("2026-11-20"), new DailyCounts(1, 0, 1, 0))
                .current(Served.NOW, 3));
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @Test
    void saysThatARepositoryIsNotFoundAndNothingElse() {
        HttpResponse<String> response = served.get(UNKNOWN);

        assertEquals(404, response.statusCode());
        assertEquals(
                "RepoNotFound", response.headers().firstValue("X-Error-Code").orElseThrow());
        assertEquals(
                "Repository not found",
                response.headers().firstValue("X-Error-Message").orElseThrow());
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElseThrow());
        assertEquals("RepoNotFound", Served.json(response).get("code").asText());
        assertFalse(response.body().contains("nobody") || response.body().contains("nothing"), response.body());
        assertTrue(response.headers().firstValue("X-Footfall-As-Of").isEmpty());
        assertTrue(response.headers().firstValue("X-Footfall-Lag").isEmpty());
        assertTrue(response.headers().firstValue("ETag").isEmpty());
    }

    @Test
    void doesNotSayThatARepositoryIsUnknownWhileItsEventsMayNotBeCounted() {
        Instant longAgo = Served.NOW.minusSeconds(61);
        try (Served behind = Served.serving(new InMemoryState(4).current(longAgo, 3));
                Served current = Served.serving(new InMemoryState(4).current(longAgo, 0))) {
            HttpResponse<String> refused = behind.get(UNKNOWN);

            assertEquals(503, refused.statusCode());
            assertTrue(refused.headers().firstValue("Retry-After").isPresent());
            assertEquals(404, current.get(UNKNOWN).statusCode());
        }
    }

    @Test
    void doesNotSayThatSumsAreOfNothingWhileAPartitionIsBehind() {
        String path = "/v1/namespaces/nobody/stats";
        var state = new InMemoryState(4).current(Served.NOW, 0);
        try (Served server = Served.serving(state)) {
            assertEquals(404, server.get(path).statusCode());

            state.behind(2, Served.NOW.minusSeconds(61), 3);

            assertEquals(503, server.get(path).statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/models/nobody/nothing/stats",
                "/models/nobody/nothing/stats/recent",
                "/models/nobody/nothing/stats/sources",
                "/models/nobody/nothing/stats/recent?days=365",
                "/datasets/a/b/stats",
                "/models/A/b/stats",
                "/models//b/stats",
                "/models/a//stats",
                "/models/a%2Fb/c/stats",
                "/models/a%252Fb/c/stats",
                "/models/../a/stats",
                "/models/%2e%2e/a/stats",
                "/models/a;x=1/b/stats",
                "/models/a/b;x=1/stats",
                "/models/a/..;/stats",
                "/models/a/b%20/stats",
                "/models/a/b+c/stats",
                "/models/a/%ff%fe/stats",
                "/models/a/%C3%A9/stats",
                "/models/a/%u0062/stats",
                "/models/a/b\\c/stats",
                "/models/a/b|c^{}\"<>`/stats",
                "/models/a/\u00e9/stats"
            })
    void answersTheSameForWhatIsUnknownAndWhatIsImpossible(String path) {
        assertEquals(Served.comparable(served.raw("GET " + UNKNOWN)), Served.comparable(served.raw("GET " + path)));
    }

    /** No route has such a path, so there is none about a repository, whatever it is called and whether it exists. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/models/nobody/nothing/stats/foo",
                "/models/a/b/stats/foo",
                "/embed/a/b",
                "/models/a/b",
                "/models/a/b/stats/",
                "/models/a/b/stats/recent/x",
                "/models/a/b/Stats",
                "/models",
                "/models/",
                "/models/a//b/stats",
                "/models/a%2Fb/stats",
                "/models/a/./b/stats",
                "/models/x/../a/b/stats",
                "/models/a/b/../b/stats",
                "/models/a/b/stats;x=1",
                "/models/a%C0%AFb/stats",
                "/models/a\u00c0\u00afb/stats"
            })
    void saysThatARouteDoesNotExistWhateverItsRepositoryIs(String path) {
        String answer = served.raw("GET " + path);

        assertEquals(Served.comparable(served.raw("GET /nothing")), Served.comparable(answer));
        assertTrue(answer.contains("\"code\":\"NotFound\"") && answer.startsWith("HTTP/1.1 404 "), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/models/a%00/b/stats", "/models/a%zz/b/stats", "/models/a/b%", "/../models/a/b/stats"})
    void answersTheSameForPathsThatTheServerCannotTakeApart(String path) {
        assertEquals(Served.comparable(served.raw("GET " + UNKNOWN)), Served.comparable(served.raw("GET " + path)));
    }

    @Test
    void findsARepositoryWhoseNameIsNeedlesslyEncoded() {
        assertTrue(served.raw("GET /%6Dodels/%61/b/st%61ts").startsWith("HTTP/1.1 200"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/api",
                "/api/",
                "/api/api/trending",
                "//trending",
                "/trending/",
                "/index.html",
                "/%66oo",
                "/model/a/b/stats",
                "//models/a/b/stats",
                "/.",
                "/;",
                "/favicon.ico",
                "/../footfall.css%20"
            })
    void answersOtherPathsWithAProblemToo(String path) {
        String response = served.raw("GET " + path);

        assertTrue(response.startsWith("HTTP/1.1 404"), response);
        assertTrue(response.contains("application/problem+json"), response);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET models/a/b/stats",
                "GET /models/a b/c/stats",
                "GET /m\u0001x",
                "GET ?days=1",
                "OPTIONS *",
                "get /health",
                "G\u0001T /health",
                "GET http://[::/x",
                "GET http://x/models/a/b/none"
            })
    void answersBrokenRequestLinesInJsonAndNeverAsAFault(String requestLine) {
        String response = served.raw(requestLine);

        assertTrue(response.startsWith("HTTP/1.1 4"), response);
        assertTrue(response.contains("application/problem+json"), response);
        assertFalse(response.contains("<html"), response);
    }

    @Test
    void answersAPathThatIsTooLongInJson() {
        String response = served.raw("GET /models/" + "a".repeat(20_000) + "/b/stats");

        assertTrue(response.startsWith("HTTP/1.1 414"), response);
        assertTrue(response.contains("application/problem+json"), response);
    }

    @Test
    void upgradesToNoOtherProtocol() {
        String response = served.raw(
                "GET " + UNKNOWN,
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: AAAA");

        assertEquals(Served.comparable(served.raw("GET " + UNKNOWN)), Served.comparable(response));
    }

    @Test
    void knowsNoUnregisteredRepositoryWhenThoseAreHidden() {
        var repo = new RepoId(RepoType.MODEL, "a", "b");
        InMemoryState state =
                new InMemoryState(4).put(repo, LocalDate.parse("2026-11-20"), new DailyCounts(1, 0, 1, 0));
        QueryConfig hidden = Served.config(QueryConfig.ANY_LAG, QueryConfig.Unregistered.HIDDEN);
        try (Served hiding = Served.serving(state, hidden)) {
            assertEquals(Served.comparable(hiding.get(UNKNOWN)), Served.comparable(hiding.get("/models/a/b/stats")));
            assertEquals("[]", hiding.json("/trending").get("trending").toString());
        }
    }
}
