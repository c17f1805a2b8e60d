package dev.footfall.aggregator.topology;

import java.time.Duration;

/**
 * The time for which the visitors of a day are kept, by log time. One decides from the next log day on, and none beyond this clock:
 * by that of a broker whose clock was far ahead for a while, days that are still open would lose their visitors, in each recount again.
 */
final class VisitorRetention {
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final long keptMillis;

    /** The log time before the last record of a later log day; 0 after a start, until one has come. */
    private long settledMillis;

    private long lastMillis;

    /** {@code counted}: the time for which a day is counted; its visitors are kept for the day of their window, too. */
    VisitorRetention(Duration counted, long newestLogTimeMillis) {
        this.keptMillis = counted.toMillis() + DAY_MILLIS;
        this.lastMillis = newestLogTimeMillis;
    }

    /** To be called with each record before it is counted. */
    void reach(long logTimeMillis) {
        if (day(logTimeMillis) > day(lastMillis)) settledMillis = lastMillis;
        lastMillis = logTimeMillis;
    }

    /** The start of the first day whose visitors are kept. */
    long firstDayMillis(long nowMillis) {
        long oldest = Math.min(settledMillis, nowMillis) - keptMillis;
        return day(Math.max(0, oldest)) * DAY_MILLIS;
    }

    private static long day(long millis) {
        return Math.floorDiv(millis, DAY_MILLIS);
    }
}
