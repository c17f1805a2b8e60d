package dev.footfall.aggregator.life;

/**
 * The place at which reading starts.
 *
 * @param start the offset at which it was to start
 * @param found the one at which it does: a lower one if the log has lost records
 * @param isReset if it is the beginning of a log that has the other no longer; else a higher one is of records passed since
 */
public record ReadingStart(long start, long found, boolean isReset) {
    public boolean isLost() {
        return found < start;
    }

    /** True if the records from the start on are gone. */
    public boolean isGap() {
        return isReset && found > start;
    }
}
