package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Set;

/** The days are inclusive; {@code classes} are empty for all. */
public record TrendingQuery(RepoType type, LocalDate from, LocalDate to, Set<ClientClass> classes, int limit) {
    public TrendingQuery {
        if (from.isAfter(to)) throw new IllegalArgumentException("from " + from + " is after to " + to);
        if (limit < 1) throw new IllegalArgumentException("limit < 1: " + limit);
        classes = Set.copyOf(classes);
    }

    public TrendingQuery(RepoType type, LocalDate from, LocalDate to, int limit) {
        this(type, from, to, Set.of(), limit);
    }

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
}
