package dev.footfall.proofs.siege;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** One kind of hostile callers. */
interface Attack {
    /** Attacks until the wave is over. */
    void run(Wave wave) throws IOException, InterruptedException;

    /**
     * One time that it is done.
     *
     * @param target the server under attack
     * @param random decides over it
     * @param heard is given what was answered
     * @param isOver whether it has to end
     */
    record Wave(Besieged target, SplittableRandom random, StatusTally heard, BooleanSupplier isOver) {}
}
