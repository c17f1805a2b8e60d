package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThreadRestTest {
    private static final Duration ASKED = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMillis(250);

    private long nowNanos = 1;
    private final ThreadRest rest = new ThreadRest(() -> nowNanos);

    @Test
    void waitsAsAskedUntilItHadNothingToDoForASecond() {
        assertEquals(ASKED, rest.wait(ASKED));
        pass(Duration.ofMillis(999));
        assertEquals(ASKED, rest.wait(ASKED));
        pass(Duration.ofMillis(2));
        assertEquals(LONG, rest.wait(ASKED));
    }

    @Test
    void waitsAsAskedAgainOnceItWorks() {
        rest.wait(ASKED);
        pass(Duration.ofMinutes(1));
        assertEquals(LONG, rest.wait(ASKED));

        rest.works();

        assertEquals(ASKED, rest.wait(ASKED));
    }

    @Test
    void neverWaitsWhereNoWaitIsAskedForAndNeverLessThanAsked() {
        rest.wait(ASKED);
        pass(Duration.ofMinutes(1));

        assertEquals(Duration.ZERO, rest.wait(Duration.ZERO));
        assertEquals(Duration.ofSeconds(1), rest.wait(Duration.ofSeconds(1)));
    }

    private void pass(Duration time) {
        nowNanos += time.toNanos();
    }
}
