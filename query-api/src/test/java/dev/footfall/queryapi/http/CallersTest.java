package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Tokens;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rate limit of callers, and their identities. The clock of the limit runs, but never a minute. */
class CallersTest {
    private static final String ALICE = Tokens.bearer("alice", Set.of(), false);
    private static final String BOB = Tokens.bearer("bob", Set.of(), false);

    private final InMemoryState state = new InMemoryState(2);

    @Test
    void refusesWhoAsksTooOftenAndSaysWhenToComeBack() {
        try (Served limited = Served.knowing(state, 2, TrustedProxies.NONE)) {
            HttpResponse<String> first = limited.get("/trending");
            assertEquals(200, first.statusCode());
            assertEquals("2", header(first, "RateLimit-Limit"));
            assertEquals("1", header(first, "RateLimit-Remaining"));
            assertEquals("30", header(first, "RateLimit-Reset"));
            assertEquals(404, limited.get("/nothing").statusCode());
            HttpResponse<String> refused = limited.get("/models/a/b/stats");

            assertEquals(429, refused.statusCode());
            assertEquals("0", header(refused, "RateLimit-Remaining"));
            assertEquals("TooManyRequests", Served.json(refused).get("code").asText());
            assertEquals("application/problem+json", header(refused, "Content-Type"));
            int seconds = Integer.parseInt(header(refused, "Retry-After"));
            assertTrue(1 <= seconds && seconds <= 30, () -> "Retry-After: " + seconds);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/api/health", "/ready", "/metrics"})
    void neverLimitsWhatOperatorsAsk(String path) {
        try (Served limited = Served.knowing(state, 1, TrustedProxies.NONE)) {
            for (int i = 0; i < 5; i++) assertEquals(200, limited.get(path).statusCode());
            assertEquals(204, limited.send("OPTIONS", "/trending").statusCode());
            assertEquals(204, limited.send("OPTIONS", "/trending").statusCode());

            assertEquals(200, limited.get("/trending").statusCode());
        }
    }

    @Test
    void limitsEachUserByThemselvesAndOthersByTheirAddress() {
        try (Served limited = Served.knowing(state, 1, TrustedProxies.NONE)) {
            assertEquals(200, status(limited, "Authorization", ALICE));
            assertEquals(429, status(limited, "Authorization", ALICE));
            assertEquals(200, status(limited, "Authorization", BOB));
            assertEquals(200, status(limited, "Authorization", "Bearer forged"));
            assertEquals(429, status(limited, "Authorization", "Bearer forged2"));
            assertEquals(429, status(limited, "X-Forwarded-For", "192.0.2.1"));
        }
    }

    @Test
    void believesTrustedProxiesAboutTheirClients() {
        try (Served limited = Served.knowing(state, 1, TrustedProxies.of("127.0.0.1"))) {
            assertEquals(200, status(limited, "X-Forwarded-For", "192.0.2.1"));
            assertEquals(429, status(limited, "X-Forwarded-For", "198.51.100.7, 192.0.2.1"));
            assertEquals(200, status(limited, "X-Forwarded-For", "192.0.2.2"));
            assertEquals(200, status(limited, "X-Forwarded-For", "2001:db8::1"));
            assertEquals(429, status(limited, "X-Forwarded-For", "2001:db8::2"));
        }
    }

    @Test
    void countsWhatBecameOfTokensWithoutNamingAnybody() {
        try (Served served = Served.knowing(state, 0, TrustedProxies.NONE)) {
            served.get("/trending", "Authorization", ALICE);
            served.get("/trending", "Authorization", "Bearer a.b.c");
            served.get("/trending", "Authorization", "Basic YTpi");

            String metrics = served.get("/metrics").body();

            assertTrue(metrics.contains("footfall_query_tokens_total{outcome=\"valid\"} 1.0"), metrics);
            assertTrue(metrics.contains("footfall_query_tokens_total{outcome=\"form\"} 1.0"), metrics);
            assertTrue(metrics.contains("footfall_query_tokens_total{outcome=\"header\"} 1.0"), metrics);
            assertTrue(metrics.contains("footfall_query_limited_total 0.0"), metrics);
            assertFalse(metrics.contains("alice"), metrics);
        }
    }

    private static int status(Served served, String... headers) {
        return served.get("/trending", headers).statusCode();
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }
}
