package dev.footfall.aggregator.query;

import dev.footfall.aggregator.counts.RecentDownloads;
import dev.footfall.events.RepoType;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;
import java.util.Set;

/** The days are inclusive; {@code classes} are empty for all. */
public record TrendingQuery(RepoType type, LocalDate from, LocalDate to, Set<ClientClass> classes, int limit) {
    /** A ranking of days that end within the last so many is answered from memory. */
    public static final int RECENT_DAYS = RecentDownloads.DAYS;

    public TrendingQuery {
        if (from.isAfter(to)) throw new IllegalArgumentException("from " + from + " is after to " + to);
        if (limit < 1) throw new IllegalArgumentException("limit < 1: " + limit);
        classes = Set.copyOf(classes);
    }

    public TrendingQuery(RepoType type, LocalDate from, LocalDate to, int limit) {
        this(type, from, to, Set.of(), limit);
    }
}
