package dev.footfall.aggregator.counting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.events.Observation;

/** A projection of repositories' days: its counts hang on the day's row, and are a section of the row's tail. */
interface DayProjection extends Projection {
    DaySection empty();

    DaySection read(ValueReader section);

    /** Writes counts as one field of a sealed day; the field is there also where nothing was counted. */
    void seal(DaySection counts, ObjectNode json);

    DaySection unsealDay(JsonTree day);

    /** The counts of a projection of one repository's UTC day; they change in place. Not thread-safe. */
    interface DaySection {
        /** The outcome is valid during the call. On the way of every event: no allocation but to grow. */
        void add(Observation event, Outcome.Counted outcome);

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
}
