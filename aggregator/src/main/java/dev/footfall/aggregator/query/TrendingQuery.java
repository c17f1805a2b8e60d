package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Set;

/**
 * The repositories to rank, and the days by which they are ranked.
 *
 * @param to the last one, inclusive
 * @param classes the classes of clients whose downloads are ranked; empty for all downloads
 */
public record TrendingQuery(RepoType type, LocalDate from, LocalDate to, Set<ClientClass> classes, int limit) {
    public TrendingQuery {
        if (from.isAfter(to)) throw new IllegalArgumentException("from " + from + " is after to " + to);
        if (limit < 1) throw new IllegalArgumentException("limit < 1: " + limit);
        classes = Set.copyOf(classes);
    }

    public TrendingQuery(RepoType type, LocalDate from, LocalDate to, int limit) {
        this(type, from, to, Set.of(), limit);
    }

    /**
     * A repository in a ranking. Naturally ordered: more recent downloads first, then more likes, then by id.
     *
     * @param downloads its downloads of all days
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
}
