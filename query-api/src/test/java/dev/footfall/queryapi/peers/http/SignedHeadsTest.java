package dev.footfall.queryapi.peers.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.queryapi.peers.PeerStamp;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A question is answered once, however long somebody waits before it is sent again. */
class SignedHeadsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final byte[] QUESTION = {1};

    private Instant now = NOON;
    private final Nonces nonces = new Nonces(() -> now);

    private static PeerStamp stamp(Instant time) {
        return PeerStamp.of(QUESTION, time);
    }

    @ParameterizedTest
    @CsvSource({"-30000, false", "-29999, true", "0, true", "29999, true", "30000, false"})
    void takesClocksThatDifferByLessThanHalfAMinute(long millis, boolean isTaken) {
        assertEquals(isTaken, nonces.admit(stamp(NOON.plusMillis(millis))));
    }

    @Test
    void remembersAQuestionForAsLongAsItsTimeWouldDo() {
        PeerStamp ahead = stamp(NOON.plusMillis(29_999));
        assertTrue(nonces.admit(ahead));

        for (int second = 0; second < 60; second++) {
            now = NOON.plusSeconds(second);
            assertFalse(nonces.admit(ahead), "after " + second + " s");
            assertTrue(nonces.admit(stamp(now)));
        }
    }

    @Test
    void remembersABoundedNumber() {
        PeerStamp first = stamp(NOON);
        assertTrue(nonces.admit(first));
        for (int i = 1; i < 199_999; i++) nonces.admit(stamp(NOON));
        assertFalse(nonces.admit(first), "as many as it remembers");

        nonces.admit(stamp(NOON));

        assertTrue(nonces.admit(first), "one more than it remembers");
    }
}
