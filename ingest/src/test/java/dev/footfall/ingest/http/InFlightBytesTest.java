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

    /** Two hundred connections, each of which begins again as soon as its request is refused or has come to its end. */
    @Test
    void letsRequestsComeToTheirEndHoweverManyGrowSideBySide() {
        var inFlight = new InFlightBytes(4_096, 1);
        var shares = new InFlightBytes.Share[200];
        var sizes = new int[shares.length];
        int whole = 0;

        for (int round = 0; round < 1_000; round++) {
            for (int i = 0; i < shares.length; i++) {
                if (sizes[i] == 0) shares[i] = inFlight.of(0);
                boolean isTaken = sizes[i] == 0 ? shares[i].begin(1) : shares[i].grow(1);
                sizes[i] = isTaken ? sizes[i] + 1 : 0;
                if (sizes[i] == 100) whole++;
                if (sizes[i] == 0 || sizes[i] == 100) shares[i].release();
                if (sizes[i] == 100) sizes[i] = 0;
            }
        }

        assertTrue(whole > 100, whole + " requests came to their end");
    }

    private static int takeAll(InFlightBytes.Share share) {
        int taken = 0;
        while (share.grow(1)) taken++;
        return taken;
    }
}
