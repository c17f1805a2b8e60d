package dev.footfall.standalone;

import java.util.function.Supplier;

/** The listener of a process that starts and runs: receives its progress, and the cause of its death. */
@FunctionalInterface
public interface ProcessListener {
    /** The process has stopped counting for good: the reason in a sentence, with the way out. */
    void failed(String sentence);

    /** The start waits for this; holds until the next call. */
    default void awaits(Supplier<Awaited> awaited) {}

    /** {@code what} follows "waiting for"; {@code total} is 0 when there is nothing to count, {@code unit} a plural. */
    record Awaited(String what, long done, long total, String unit) {
        public static Awaited of(String what) {
            return new Awaited(what, 0, 0, "");
        }
    }
}
