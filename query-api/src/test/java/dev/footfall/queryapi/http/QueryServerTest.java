package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.query.LocalState;
import dev.footfall.queryapi.InMemoryState;
import java.net.http.HttpResponse;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryServerTest {
    private static final String STATS = "/models/myorg/mymodel/stats";

    private final InMemoryState state = new InMemoryState(4);
    private final Served served = Served.serving(state);

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void isHealthyAndReadyOnceItsStateIs() {
        assertEquals("{\"status\":\"up\"}", served.get("/health").body());
        assertEquals(
                "{\"ready\":true,\"detail\":\"all stores are open\",\"rules\":\"" + Served.RULES.id()
                        + "\",\"peers\":\"v7\"}",
                served.get("/api/ready").body());
        assertEquals(200, served.get("/ready/standbys").statusCode());
    }

    @Test
    void saysThatItIsNotReadyAndWhenToAskAgain() {
        state.readiness(false, "restoring 3 of 8 partitions");

        HttpResponse<String> response = served.get("/ready");

        assertEquals(503, response.statusCode());
        assertTrue(response.headers().firstValue("Retry-After").isPresent());
        assertEquals(
                "Try again: restoring 3 of 8 partitions",
                Served.json(response).get("detail").asText());
        assertEquals(503, served.get("/ready/standbys").statusCode());
        assertEquals(200, served.get("/health").statusCode());
    }

    @Test
    void refusesNumbersOfARepositoryWhosePartitionCannotBeAsked() {
        for (int partition = 0; partition < 4; partition++) state.restoring(partition);

        HttpResponse<String> response = served.get(STATS + "?partial=allow");

        assertEquals(503, response.statusCode());
        assertEquals("NotReady", response.headers().firstValue("X-Error-Code").orElseThrow());
        assertTrue(response.headers().firstValue("Retry-After").isPresent());
    }

    @Test
    void refusesNumbersThatAreFurtherBehindThanAllowed() {
        try (Served strict = Served.serving(state, Served.config(10, QueryConfig.Unregistered.PUBLIC))) {
            state.current(Served.NOW, 2);
            assertEquals(200, strict.get("/trending").statusCode());

            state.current(Served.NOW, 3);
            assertEquals(503, strict.get("/trending").statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "FOO"})
    void allowsReadingOnly(String method) {
        HttpResponse<String> response = served.send(method, STATS);

        assertEquals(405, response.statusCode());
        assertEquals(
                "GET, HEAD, OPTIONS", response.headers().firstValue("Allow").orElseThrow());
        assertEquals("MethodNotAllowed", Served.json(response).get("code").asText());
    }

    @Test
    void letsPagesOfOtherOriginsAskWithAToken() {
        HttpResponse<String> preflight = served.send(
                "OPTIONS",
                "/trending",
                "Origin",
                "https://example.org",
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "authorization");
        HttpResponse<String> get = served.get("/trending", "Origin", "https://example.org");

        assertEquals(204, preflight.statusCode());
        assertEquals(
                "*",
                preflight.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
        assertEquals(
                "Authorization, Cache-Control, Content-Type, If-None-Match, New-Api-User, X-Request-Id",
                preflight.headers().firstValue("Access-Control-Allow-Headers").orElseThrow());
        assertEquals(
                "*", get.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
        String exposed =
                get.headers().firstValue("Access-Control-Expose-Headers").orElseThrow();
        assertTrue(exposed.contains("X-Footfall-As-Of"));
        assertTrue(exposed.contains("X-Footfall-Rules"));
    }

    @Test
    void givesASaneRequestIdBackAndReplacesAnyOther() {
        assertEquals("abc-1_2", requestId("abc-1_2"));
        assertFalse(requestId("10.1.2.3").contains("10.1.2.3"));
        assertFalse(requestId("x y").contains("x y"));
        assertFalse(requestId("a".repeat(129)).contains("a".repeat(13))); // a random one has 12 digits in a row at most
    }

    private String requestId(String given) {
        return served.get("/health", "X-Request-Id", given)
                .headers()
                .firstValue("X-Request-Id")
                .orElseThrow();
    }

    @Test
    void namesTheRequestButNotTheReasonWhenItFails() {
        try (Served failing = Served.serving(failing(() -> new IllegalArgumentException("secret reason")))) {
            HttpResponse<String> response = failing.get(STATS, "X-Request-Id", "r-1");

            assertEquals(500, response.statusCode());
            assertEquals(
                    "application/problem+json",
                    response.headers().firstValue("Content-Type").orElseThrow());
            assertEquals("r-1", Served.json(response).get("request_id").asText());
            assertFalse(response.body().contains("secret"), response.body());
        }
    }

    @Test
    void answersInJsonEvenWhenAnErrorIsThrown() {
        try (Served failing = Served.serving(failing(() -> new StackOverflowError("secret reason")))) {
            HttpResponse<String> response = failing.get(STATS);

            assertEquals(500, response.statusCode());
            assertEquals("InternalError", Served.json(response).get("code").asText());
            assertFalse(response.body().contains("secret"), response.body());
        }
    }

    private static LocalState failing(Supplier<Throwable> failure) {
        return Asked.stateThat(() -> {
            throw failure.get();
        });
    }

    @Test
    void timesRequestsByTheShapeOfTheirPathAlone() {
        for (String path : new String[] {STATS, "/secret-path", "/models/myorg/mymodel/stats/recent?days=0"}) {
            served.get(path);
        }

        HttpResponse<String> response = served.get("/metrics");

        assertTrue(response.headers().firstValue("Content-Type").orElseThrow().startsWith("text/plain"));
        assertTrue(response.body().contains("footfall_query_requests_seconds_count"), response.body());
        assertTrue(response.body().contains("route=\"/{type}s/{namespace}/{name}/stats\""), response.body());
        assertTrue(response.body().contains("route=\"none\""), response.body());
        assertFalse(response.body().contains("mymodel") || response.body().contains("secret"), response.body());
    }
}
