package dev.footfall.aggregator.query;

import dev.footfall.events.RepoType;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;
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
}
