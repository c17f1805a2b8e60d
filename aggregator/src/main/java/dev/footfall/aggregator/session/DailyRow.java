package dev.footfall.aggregator.session;

/**
 * One repository's UTC day.
 *
 * @param openedMillis log time of the first counted event, milliseconds since 1970; without meaning before there is one
 * @param counts the counts of the day
 * @param excluded the events that were not counted
 * @param merged the downloads by which the counts have fallen: an event that came late made one of two
 */
public record DailyRow(long openedMillis, DailyCounts counts, ExcludedCounts excluded, long merged) {
    /** A day on which nothing happened. */
    public static final DailyRow EMPTY = new DailyRow(0, DailyCounts.ZERO, ExcludedCounts.NONE);

    /** A row whose counts have never fallen. */
    public DailyRow(long openedMillis, DailyCounts counts, ExcludedCounts excluded) {
        this(openedMillis, counts, excluded, 0);
    }
}
