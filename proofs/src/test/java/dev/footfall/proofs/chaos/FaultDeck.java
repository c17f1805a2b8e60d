package dev.footfall.proofs.chaos;

import static dev.footfall.proofs.chaos.SingleFault.DISK_FULL;
import static dev.footfall.proofs.chaos.SingleFault.KILL;
import static dev.footfall.proofs.chaos.SingleFault.KILL_IN_START;
import static dev.footfall.proofs.chaos.SingleFault.PAUSE;
import static dev.footfall.proofs.chaos.SingleFault.POWER_LOSS;
import static dev.footfall.proofs.chaos.SingleFault.POWER_LOSS_IN_START;
import static dev.footfall.proofs.chaos.SingleFault.READ_ONLY;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Faults in an order that the seed decides, as often as the deck has each: it is shuffled anew when it is used up. */
final class FaultDeck {
    /** Kills alone, as most of them find what is lost. */
    static final List<SingleFault> KILLS = List.of(KILL, KILL, KILL, KILL_IN_START, KILL_IN_START);

    /** Losses of power: of those of a process that starts, some strike what the one before left. */
    static final List<SingleFault> POWER = List.of(POWER_LOSS, POWER_LOSS, POWER_LOSS_IN_START, POWER_LOSS_IN_START);

    /** All faults of a process. */
    static final List<SingleFault> ALL =
            List.of(KILL, KILL, KILL, KILL, KILL_IN_START, KILL_IN_START, KILL_IN_START, PAUSE, DISK_FULL, READ_ONLY);

    private final List<SingleFault> cards;
    private final Random random;
    private final List<SingleFault> rest = new ArrayList<>();

    FaultDeck(List<SingleFault> cards, long seed) {
        this.cards = List.copyOf(cards);
        this.random = new Random(seed);
    }

    SingleFault next() {
        if (rest.isEmpty()) {
            rest.addAll(cards);
            Collections.shuffle(rest, random);
        }
        return rest.remove(rest.size() - 1);
    }
}
