package dev.footfall.aggregator.query;

import java.time.Instant;

/** A run of whole UTC hours between 1970 and 9999, by the beginnings of the first and the last one. */
public record HourRange(Instant first, Instant last) {
    private static final long SECONDS_PER_HOUR = 3_600;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:00:00Z");

    public HourRange {
        boolean areHours = isHour(first) && isHour(last) && !first.isAfter(last);
        if (!areHours) throw new IllegalArgumentException("not a run of hours: " + first + " to " + last);
    }

    private static boolean isHour(Instant begin) {
        return begin.getEpochSecond() % SECONDS_PER_HOUR == 0
                && begin.getNano() == 0
                && !begin.isBefore(Instant.EPOCH)
                && !begin.isAfter(LATEST);
    }

    public int firstDay() {
        return (int) (first.getEpochSecond() / SECONDS_PER_DAY);
    }

    public int lastDay() {
        return (int) (last.getEpochSecond() / SECONDS_PER_DAY);
    }

    public boolean contains(int epochDay, int hour) {
        long begin = secondOf(epochDay, hour);
        return first.getEpochSecond() <= begin && begin <= last.getEpochSecond();
    }

    public static Instant begin(int epochDay, int hour) {
        return Instant.ofEpochSecond(secondOf(epochDay, hour));
    }

    private static long secondOf(int epochDay, int hour) {
        return epochDay * SECONDS_PER_DAY + hour * SECONDS_PER_HOUR;
    }
}
