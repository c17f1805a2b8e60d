package dev.footfall.aggregator.counts;

/**
 * One repository's UTC day.
 *
 * @param openedMillis log time of the first counted event, milliseconds since 1970; without meaning before there is one
 * @param merged the downloads by which the counts have fallen: an event that came late made one of two
 */
public record DailyRow(long openedMillis, DailyCounts counts, ExcludedCounts excluded, long merged) {
    public static final DailyRow EMPTY = new DailyRow(0, DailyCounts.ZERO, ExcludedCounts.NONE, 0);
}
