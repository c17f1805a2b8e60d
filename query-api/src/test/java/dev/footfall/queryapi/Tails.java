package dev.footfall.queryapi;

import dev.footfall.aggregator.rollup.HourlyCounts;
import dev.footfall.aggregator.store.ValueWriter;
import java.util.SortedMap;

/** Sections of projections at the end of rows. */
public final class Tails {
    private static final int HOURS = 1;

    private Tails() {}

    /** These hours of a day, by their numbers. */
    public static byte[] hours(SortedMap<Integer, HourlyCounts.Hour> hours) {
        var section = new ValueWriter();
        hours.forEach((number, hour) -> section.number(number)
                .number(hour.files())
                .number(hour.downloads())
                .number(hour.bytes()));
        return new ValueWriter().number(HOURS).bytes(section.toByteArray()).toByteArray();
    }
}
