package dev.footfall.aggregator.session;

public record RepositoryTotals(DailyCounts counts, RecentDownloads recent) {
    public static final RepositoryTotals ZERO = new RepositoryTotals(DailyCounts.ZERO, RecentDownloads.NONE);

    public RepositoryTotals plus(DailyCounts delta, int epochDay) {
        return new RepositoryTotals(counts.plus(delta), recent.plus(epochDay, (int) delta.downloads()));
    }
}
