package dev.footfall.aggregator.projection;

import dev.footfall.aggregator.rollup.HourlyCounts;
import dev.footfall.aggregator.store.ValueReader;

/** Downloads, files and bytes of each hour of the day. */
public final class Hours implements DayProjection {
    /** Its name in the setting {@code projections}. */
    public static final String NAME = "hours";

    private static final int SECTION = 1;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int section() {
        return SECTION;
    }

    @Override
    public DaySection empty() {
        return new RunningHours();
    }

    @Override
    public DaySection read(ValueReader section) {
        return RunningHours.read(section);
    }

    /** The hours of a daily row's value; all zero if it was counted without them. */
    public static HourlyCounts of(byte[] row) {
        return Projections.section(row, SECTION)
                .map(section -> RunningHours.read(section).toCounts())
                .orElse(HourlyCounts.NONE);
    }
}
