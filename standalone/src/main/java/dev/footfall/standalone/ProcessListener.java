package dev.footfall.standalone;

import java.util.function.Supplier;

/**
 * The listener of a process that starts and runs: receives its progress, its own decisions, and the cause of its death.
 */
@FunctionalInterface
public interface ProcessListener {
    /** The process has stopped counting for good: the reason in a sentence, with the way out. */
    void failed(String sentence);

    /** The start waits for this; holds until the next call. */
    default void awaits(Supplier<Awaited> awaited) {}

    /** A sentence about an action of the process that its operator should know. */
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
        public static Awaited of(String what) {
            return new Awaited(what, 0, 0, "");
        }
    }
}
