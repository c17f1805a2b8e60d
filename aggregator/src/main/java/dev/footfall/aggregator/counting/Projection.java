package dev.footfall.aggregator.counting;

/**
 * A further way to add up the counted events of a repository. Its counts hang on an object that is on the heap already, and
 * are a section of that object's value in the store: read, written and evicted with it, in the same transaction, so that
 * they are as exact. The next one is a class that implements one of these kinds, listed in {@link Projections#ALL}.
 */
public sealed interface Projection permits DayProjection, Sources, SourceHours, Users {
    /** Its name in the setting {@code projections}. */
    String name();

    /**
     * Number of its sections, ≥ 1, in the order of which projections are named: another than those of all other projections,
     * and never that of a former one.
     */
    int section();
}
