package dev.footfall.aggregator.partition;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StateConflictTest {
    /** A rebuild from a log that was cut short gives smaller numbers, and no other sign of it. */
    @Test
    void warnsOfARebuildFromALogThatHasLostItsEnd() {
        String sentence =
                String.valueOf(StateConflict.alreadyCounted(3, 33_000, 15_000).getMessage());

        assertTrue(sentence.startsWith("The state of partition 3 holds records that are to be read again"), sentence);
        assertTrue(sentence.contains("counted up to offset 33000, and is read from 15000"), sentence);
        assertTrue(sentence.contains("what the log has lost, a rebuild does not count"), sentence);
    }
}
