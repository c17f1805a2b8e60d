package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.session.Outcome;
import dev.footfall.events.Observation;

/** The counts of a projection of one repository's UTC day; they change in place. Not thread-safe. */
interface DaySection {
    /**
     * Adds a counted event of the day. On the way of every event: no allocation but to grow.
     *
     * @param event the file
     * @param outcome the session heads that came and went by it; valid during the call
     */
    void add(Observation event, Outcome.Counted outcome);

    /** True if nothing was counted: it then has no section in the store. */
    boolean isEmpty();

    /** Writes the counts, in one form however they came about. */
    void write(ValueWriter section);

    /** About how many bytes it takes on the heap. */
    long heapBytes();
}
