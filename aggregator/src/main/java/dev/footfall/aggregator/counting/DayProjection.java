package dev.footfall.aggregator.counting;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A projection of repositories' days: its counts hang on the day's row, and are a section of the row's tail. */
interface DayProjection extends Projection {
    /** The counts of a day without any. */
    DaySection empty();

    /** The counts that {@link DaySection#write} wrote. */
    DaySection read(ValueReader section);

    /** Writes counts as one field of a sealed day; the field is there also where nothing was counted. */
    void seal(DaySection counts, JsonGenerator json) throws IOException;

    /** The counts in that field. */
    DaySection unsealDay(JsonTree day);
}
