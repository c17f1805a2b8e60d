package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.aggregator.session.HourlyCounts;

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

    /** Writes hours as the section of a daily row. */
    public static void write(HourlyCounts hours, ValueWriter row) {
        Projections.write(SECTION, RunningHours.of(hours), row);
    }

    /** The hours of a daily row's value; all zero if it was counted without them. */
    public static HourlyCounts of(byte[] row) {
        return Projections.section(row, SECTION)
                .map(section -> RunningHours.read(section).toCounts())
                .orElse(HourlyCounts.NONE);
    }

    /**
     * The counts of the hours from {@code first} to {@code last} of a daily row's value, added up; of a whole day the row's
     * own, which are the same.
     */
    public static HourlyCounts.Hour between(byte[] row, int first, int last) {
        if (first > 0 || last < HourlyCounts.HOURS - 1) {
            return of(row).hours().subList(first, last + 1).stream()
                    .reduce(HourlyCounts.Hour.ZERO, HourlyCounts.Hour::plus);
        }
        DailyCounts day = RowFormat.counts(row);
        return new HourlyCounts.Hour(day.downloads(), day.files(), day.bytes());
    }
}
