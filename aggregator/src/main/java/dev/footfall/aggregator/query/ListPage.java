package dev.footfall.aggregator.query;

import java.util.Optional;

/**
 * A part of a list in its natural order.
 *
 * @param after the row before its first one, there or not; empty at first
 * @param limit the most rows, ≥ 1; only the last part has fewer
 */
public record ListPage<T extends Comparable<? super T>>(Optional<T> after, int limit) {
    public ListPage {
        if (limit < 1) throw new IllegalArgumentException("limit < 1: " + limit);
    }

    public static <T extends Comparable<? super T>> ListPage<T> first(int limit) {
        return new ListPage<T>(Optional.empty(), limit);
    }

    public ListPage<T> upTo(int most) {
        return new ListPage<T>(after, most);
    }

    /** True if the row comes after those of the parts before. */
    public boolean begins(T row) {
        return after.isEmpty() || after.get().compareTo(row) < 0;
    }
}
