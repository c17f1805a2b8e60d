package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.counting.DayProjection.DaySection;
import dev.footfall.aggregator.counting.Hours.RunningHours;

/**
 * Downloads, files and bytes of each signed-in user, by repository and hour. Counted are the hours of a visitor-day, as
 * {@link Hours} are those of a repository's day: they stand in the page of the visitor and, for those who ask, in a value of
 * their own, which is written whenever the page is and never read by the counting. Anonymous visitors have none.
 */
public record Users(Id id) implements Projection {
    static final Users USERS = new Users(new Id(Projections.USERS, 4));
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

    @FunctionalInterface
    public interface HourVisitor {
        void hour(int hour, long files, long downloads, long bytes);
    }

    public static void forEachHour(byte[] value, HourVisitor visitor) {
        RunningHours.forEach(new ValueReader(value, VERSION), visitor);
    }

    /** Users' days where a user's repositories stand together: each written with its visitor-day's page, never read. */
    record UserDays(PartitionStores stores) {
        void write(StoreKey key, VisitorPage page) {
            for (int i = 0; i < page.size(); i++) {
                byte[] visitor = page.visitor(i);
                page.day(i)
                        .takeNews()
                        .ifPresent(hours -> stores.put(
                                PartitionStores.USER_DAYS, UserDayKey.of(key, visitor), Users.encode(hours)));
            }
        }
    }
}
