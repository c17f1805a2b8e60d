package dev.footfall.aggregator.counting.projections;

import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.session.CountedOutcome;
import dev.footfall.events.Observation;

/** The counts of a projection of one repository's UTC day; they change in place. Not thread-safe. */
public interface DaySection {
    /** The outcome is valid during the call. On the way of every event: no allocation but to grow. */
    void add(Observation event, CountedOutcome outcome);

    /** True if nothing was counted: it then has no section in the store. */
    boolean isEmpty();

    /** Drops what an open day has beyond the bounds of a closed one. */
    default void close() {
        // most have no bounds
    }

    /** Writes the counts, in one form however they came about. */
    void write(ValueWriter section);

    long heapBytes();
}
