package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.queryapi.http.Callers.RateLimit;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void givesAMinutesRequestsAtOnceAndThenOneAtATime() {
        RateLimit limit = limit(60);
        for (int i = 0; i < 60; i++) assertTrue(limit.take("alice").delay().isZero());

        assertEquals(Duration.ofSeconds(1), limit.take("alice").delay());
        pass(Duration.ofMillis(400));
        assertEquals(Duration.ofMillis(600), limit.take("alice").delay());
        pass(Duration.ofMillis(600));
        assertTrue(limit.take("alice").delay().isZero());
        assertFalse(limit.take("alice").delay().isZero());
    }

    @Test
    void saysWhatIsLeftAndWhenAllIs() {
        RateLimit limit = limit(60);

        assertEquals(
                Map.of("RateLimit-Limit", "60", "RateLimit-Remaining", "59", "RateLimit-Reset", "1"),
                limit.take("alice").headers());
        for (int i = 0; i < 59; i++) limit.take("alice");
        assertEquals(
                Map.of("RateLimit-Limit", "60", "RateLimit-Remaining", "0", "RateLimit-Reset", "60"),
                limit.take("alice").headers());
        pass(Duration.ofSeconds(30));
        assertEquals(29, limit.take("alice").remaining());
    }

    @Test
    void savesNoMoreThanAMinutesRequests() {
        RateLimit limit = limit(2);
        assertTrue(limit.take("alice").delay().isZero());
        pass(Duration.ofDays(1));

        assertTrue(limit.take("alice").delay().isZero());
        assertTrue(limit.take("alice").delay().isZero());
        assertEquals(Duration.ofSeconds(30), limit.take("alice").delay());
    }

    @Test
    void limitsEachCallerByThemselves() {
        RateLimit limit = limit(1);
        assertTrue(limit.take("alice").delay().isZero());
        assertFalse(limit.take("alice").delay().isZero());

        assertTrue(limit.take("bob").delay().isZero());
    }

    @Test
    void forgetsWhoHasNotAskedForLongest() {
        var limit = new RateLimit(1, nanos::get, 2);
        limit.take("alice");
        limit.take("bob");
        limit.take("alice");
        limit.take("carol");

        assertFalse(limit.take("alice").delay().isZero());
        assertTrue(limit.take("bob").delay().isZero());
    }

    @Test
    void isOffAtZero() {
        assertFalse(limit(0).isOn());
        assertTrue(limit(1).isOn());
    }

    private RateLimit limit(int requestsPerMinute) {
        return new RateLimit(requestsPerMinute, nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
