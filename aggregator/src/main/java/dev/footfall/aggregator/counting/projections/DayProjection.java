package dev.footfall.aggregator.counting.projections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.store.ValueReader;

/** A projection of repositories' days: its counts hang on the day's row, and are a section of the row's tail. */
interface DayProjection extends Projection {
    DaySection empty();

    DaySection read(ValueReader section);

    /** Writes counts as one field of a sealed day; the field is there also where nothing was counted. */
    void seal(DaySection counts, ObjectNode json);

    DaySection unsealDay(JsonTree day);
}
