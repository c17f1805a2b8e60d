package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.query.CountedDay;
import dev.footfall.aggregator.query.HourRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.OptionalLong;

/** A run of whole UTC hours, which are numbered from 1970 on. {@code last}: the last, inclusive. */
public record HourSpan(long first, long last) {
    private static final long SECONDS_PER_HOUR = 3_600;
    private static final int HOURS_PER_DAY = 24;

    private static final long END_OF_TIME = hour(LocalDate.of(9999, 12, 31), HOURS_PER_DAY - 1);

    public HourSpan {
        if (first < 0 || last < first) throw new IllegalArgumentException("no hours: " + first + " to " + last);
    }

    /** An absent end is open. */
    public static HourSpan touching(OptionalLong startSeconds, OptionalLong endSeconds) {
        long last = endSeconds.isEmpty() ? END_OF_TIME : endSeconds.getAsLong() / SECONDS_PER_HOUR;
        return new HourSpan(startSeconds.orElse(0) / SECONDS_PER_HOUR, last);
    }

    public static HourSpan ofDays(LocalDate from, LocalDate to) {
        return new HourSpan(hour(from, 0), hour(to, HOURS_PER_DAY - 1));
    }

    public static long hour(LocalDate date, int hourOfDay) {
        return date.toEpochDay() * HOURS_PER_DAY + hourOfDay;
    }

    public static long hour(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), SECONDS_PER_HOUR);
    }

    public static LocalDate date(long hour) {
        return LocalDate.ofEpochDay(Math.floorDiv(hour, (long) HOURS_PER_DAY));
    }

    public LocalDate firstDate() {
        return date(first);
    }

    public LocalDate lastDate() {
        return date(last);
    }

    public HourRange range() {
        return new HourRange(begin(first), begin(last));
    }

    private static Instant begin(long hour) {
        return Instant.ofEpochSecond(hour * SECONDS_PER_HOUR);
    }

    public boolean contains(long hour) {
        return first <= hour && hour <= last;
    }

    public HourCounts counts(CountedDay day) {
        long midnight = hour(day.date(), 0);
        int from = (int) Math.max(0, first - midnight);
        int to = (int) Math.min(HOURS_PER_DAY - 1, last - midnight);
        return day.hours(from, to);
    }
}
