package dev.footfall.proofs.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultDeckTest {
    private static final int TURNS = 20;

    @Test
    void givesTheSameFaultsForTheSameSeed() {
        assertEquals(faults(FaultDeck.ALL, 7), faults(FaultDeck.ALL, 7));
        assertNotEquals(faults(FaultDeck.ALL, 7), faults(FaultDeck.ALL, 8));
    }

    @Test
    void givesEachFaultAsOftenAsTheDeckHasItInEveryTurn() {
        List<SingleFault> faults = faults(FaultDeck.ALL, 7);
        int size = FaultDeck.ALL.size();

        for (int turn = 0; turn < TURNS; turn++) {
            assertEquals(sorted(FaultDeck.ALL), sorted(faults.subList(turn * size, (turn + 1) * size)));
        }
    }

    @Test
    void hasEveryFaultUnlessKillsAloneAreAskedFor() {
        assertEquals(EnumSet.complementOf(EnumSet.copyOf(FaultDeck.POWER)), EnumSet.copyOf(FaultDeck.ALL));
        assertEquals(EnumSet.of(SingleFault.KILL, SingleFault.KILL_IN_START), EnumSet.copyOf(FaultDeck.KILLS));
        assertTrue(FaultDeck.KILLS.contains(SingleFault.KILL_IN_START));
    }

    private static List<SingleFault> faults(List<SingleFault> cards, long seed) {
        var deck = new FaultDeck(cards, seed);
        return new ArrayList<>(
                Stream.generate(deck::next).limit((long) TURNS * cards.size()).toList());
    }

    private static List<SingleFault> sorted(List<SingleFault> faults) {
        return faults.stream().sorted().toList();
    }
}
