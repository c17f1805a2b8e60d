package dev.footfall.standalone.cli;

import dev.footfall.standalone.Lifetime;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what a room will get to in its own time. */
final class Waiting {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

    private Waiting() {}

    /** Returns when it is so, or the process is to end. */
    static void until(BooleanSupplier condition, Lifetime lifetime) {
        while (!lifetime.isOver() && !condition.getAsBoolean()) LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
}
