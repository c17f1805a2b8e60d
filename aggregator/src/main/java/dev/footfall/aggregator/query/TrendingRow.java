package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import java.util.Comparator;

/** Ordered by recent downloads, likes, id; {@code recentDownloads} are of the query's days, ≥ 1. */
public record TrendingRow(RepoId repo, long downloads, long likes, long recentDownloads)
        implements Comparable<TrendingRow> {
    private static final Comparator<TrendingRow> RANKING = Comparator.comparingLong(TrendingRow::recentDownloads)
            .thenComparingLong(TrendingRow::likes)
            .reversed()
            .thenComparing(row -> row.repo().fullName());

    @Override
    public int compareTo(TrendingRow other) {
        return RANKING.compare(this, other);
    }
}
