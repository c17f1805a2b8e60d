package dev.footfall.aggregator.topology;

/**
 * The place at which reading starts.
 *
 * @param start the offset at which it was to start
 * @param found the one at which it does: a lower one if the log has lost records
 * @param isReset if it is the beginning of a log that has the other no longer; else a higher one is of records passed since
 */
record ReadingStart(long start, long found, boolean isReset) {
    boolean isLost() {
        return found < start;
    }

    /** True if records are gone after some that were counted. */
    boolean isBehind() {
        return isReset && start > 0 && found > start;
    }
}
