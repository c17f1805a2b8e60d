package dev.footfall.aggregator.query;

import dev.footfall.aggregator.counts.RecentDownloads;
import dev.footfall.events.RepoType;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;
import java.util.Set;

/** The days are inclusive; {@code classes} are empty for all. */
public record TrendingQuery(
        RepoType type, LocalDate from, LocalDate to, Set<ClientClass> classes, ListPage<TrendingRow> page) {
    /** A ranking of days that end within the last so many is answered from memory. */
    public static final int RECENT_DAYS = RecentDownloads.DAYS;

    public TrendingQuery {
        if (from.isAfter(to)) throw new IllegalArgumentException("from " + from + " is after to " + to);
        classes = Set.copyOf(classes);
    }

    public TrendingQuery(RepoType type, LocalDate from, LocalDate to, int limit) {
        this(type, from, to, Set.of(), limit);
    }

    public TrendingQuery(RepoType type, LocalDate from, LocalDate to, Set<ClientClass> classes, int limit) {
        this(type, from, to, classes, ListPage.first(limit));
    }

    public TrendingQuery with(ListPage<TrendingRow> other) {
        return new TrendingQuery(type, from, to, classes, other);
    }

    public int limit() {
        return page.limit();
    }
}
