package dev.footfall.aggregator.counts;

/** The sums of all daily rows of one repository, with its downloads of the newest days. Immutable; days are UTC days. */
public record RepositoryTotals(DailyCounts counts, RecentDownloads recent) {
    public static final RepositoryTotals ZERO = new RepositoryTotals(DailyCounts.ZERO, RecentDownloads.NONE);

    public RepositoryTotals plus(DailyCounts delta, int epochDay) {
        return new RepositoryTotals(counts.plus(delta), recent.plus(epochDay, (int) delta.downloads()));
    }
}
