package dev.footfall.aggregator.projection;

import dev.footfall.aggregator.store.ValueReader;

/**
 * A further way to add up the counted events of a repository's day. Its counts hang on the day's row on the heap, and are
 * a section of the row's tail in the store: read, written and evicted with the row, in the same transaction, so that they
 * are as exact. The next one is a class that implements this, listed in {@link Projections#ALL}.
 */
public interface Projection {
    /** Its name in the setting {@code projections}. */
    String name();

    /** Number of its sections, ≥ 1: another than those of all other projections, and never that of a former one. */
    int section();

    /** The counts of a day without any. */
    DaySection empty();

    /** The counts that {@link DaySection#write} wrote. */
    DaySection read(ValueReader section);
}
