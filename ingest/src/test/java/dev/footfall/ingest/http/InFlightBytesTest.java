package dev.footfall.ingest.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class InFlightBytesTest {
    @Test
    void leavesAHalfToOthers() {
        var inFlight = new InFlightBytes(100, 2);

        assertEquals(50, takeAll(inFlight.of(0)));
        assertEquals(25, takeAll(inFlight.of(1)));
    }

    @Test
    void leavesSomeForAnotherHoweverManyAreGreedy() {
        var inFlight = new InFlightBytes(1_000, 10);
        for (int round = 0; round < 100; round++) {
            for (int greedy = 0; greedy < 9; greedy++) inFlight.of(greedy).grow(1);
        }

        assertTrue(inFlight.of(9).grow(50));
    }

    @Test
    void takesNothingForARequestThatIsOver() {
        var inFlight = new InFlightBytes(100, 1);
        InFlightBytes.Share share = inFlight.of(0);
        assertTrue(share.grow(30));

        share.release();

        assertFalse(share.grow(1));
        assertEquals(50, takeAll(inFlight.of(0)));
    }

    private static int takeAll(InFlightBytes.Share share) {
        int taken = 0;
        while (share.grow(1)) taken++;
        return taken;
    }
}
