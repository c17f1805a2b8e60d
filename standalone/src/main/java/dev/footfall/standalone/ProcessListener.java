package dev.footfall.standalone;

import java.util.function.Supplier;

/**
 * The listener of a process that starts and runs: receives its progress, its own decisions, and the cause of its death.
 */
@FunctionalInterface
public interface ProcessListener {
    /** The process has stopped counting for good: the reason in a sentence, with the way out. */
    void failed(String sentence);

    /** The start goes on when this has come; it holds until the next call. */
    default void awaits(Supplier<Awaited> awaited) {}

    /** The process did by itself what its operator must know of: a sentence. */
    default void notes(String sentence) {}

    /**
     * A state that a start waits for.
     *
     * @param what in words that follow "waiting for"
     * @param done the part of {@code total} that is done
     * @param total 0 when there is nothing to count
     * @param unit the unit, in the plural
     */
    record Awaited(String what, long done, long total, String unit) {
        /** A state without numbers. */
        public static Awaited of(String what) {
            return new Awaited(what, 0, 0, "");
        }
    }
}
