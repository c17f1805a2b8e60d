package dev.footfall.aggregator.counting.projections;

import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.session.CountedOutcome;
import dev.footfall.aggregator.session.DoubleClick;
import dev.footfall.events.Observation;

/** The counts of a projection of one repository's UTC day; they change in place. Not thread-safe. */
public interface DaySection {
    /** The outcome is valid during the call. On the way of every event: no allocation but to grow. */
    void add(Observation event, CountedOutcome outcome);

    /** Adds what the event or an earlier click changes by being a double click; valid during the call. */
    void add(Observation event, DoubleClick click);

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
