package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import java.util.Comparator;

/**
 * A repository in a ranking. Naturally ordered: more recent downloads first, then more likes, then by id.
 *
 * @param repo the repository
 * @param downloads its downloads of all days
 * @param likes its likes
 * @param recentDownloads its downloads of the days of the query, ≥ 1
 */
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
