package dev.footfall.aggregator.session;

/**
 * A repository's sums over all days.
 *
 * @param counts the sum of its daily rows
 * @param recent its downloads of late
 */
public record RepositoryTotals(DailyCounts counts, RecentDownloads recent) {
    /** Nothing counted. */
    public static final RepositoryTotals ZERO = new RepositoryTotals(DailyCounts.ZERO, RecentDownloads.NONE);

    /** The totals after a change of that day's row. */
    public RepositoryTotals plus(DailyCounts delta, int epochDay) {
        return new RepositoryTotals(counts.plus(delta), recent.plus(epochDay, (int) delta.downloads()));
    }
}
