package dev.footfall.aggregator.counting.projections;

import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.rules.ProjectionNames;

/**
 * Downloads, files and bytes of each signed-in user, by repository and hour. Counted are the hours of a visitor-day, as
 * {@link Hours} are those of a repository's day: they stand in the page of the visitor and, for those who ask, in a value of
 * their own, which is written whenever the page is and never read by the counting. Anonymous visitors have none.
 */
public record Users(Id id) implements Projection {
    static final Users USERS = new Users(new Id(ProjectionNames.USERS, 4));
    private static final int VERSION = 1;

    public static DaySection empty() {
        return new RunningHours();
    }

    public static DaySection read(ValueReader section) {
        return RunningHours.read(section);
    }

    public static byte[] encode(DaySection hours) {
        var writer = new ValueWriter(VERSION);
        hours.write(writer);
        return writer.toByteArray();
    }

    public static void forEachHour(byte[] value, HourVisitor visitor) {
        RunningHours.forEach(new ValueReader(value, VERSION), visitor);
    }
}
