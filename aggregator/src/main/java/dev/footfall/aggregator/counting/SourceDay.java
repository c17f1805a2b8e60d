package dev.footfall.aggregator.counting;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The events of one source on one UTC day, counted or excluded, but for duplicates.
 *
 * @param source the file server's name; {@link #UNKNOWN} for events that name none
 * @param hours one for each hour of the day
 * @param first the time of its earliest event
 * @param last the time of its latest event
 */
public record SourceDay(String source, LocalDate date, List<Hour> hours, Instant first, Instant last) {
    /** The number of hours of a UTC day. */
    public static final int HOURS = 24;

    /** The source of events that name none. */
    public static final String UNKNOWN = "unknown";

    /** The source of events whose own is one too many to be told apart. */
    public static final String OTHERS = "others";

    /** The events of one hour, and those among them that have no User-Agent. */
    public record Hour(long events, long withoutAgent) {
        /** An hour without data. */
        public static final Hour EMPTY = new Hour(0, 0);

        /** True if nothing came. */
        public boolean isEmpty() {
            return events == 0;
        }

        Hour plus(Hour other) {
            return new Hour(events + other.events, withoutAgent + other.withoutAgent);
        }
    }

    public SourceDay {
        hours = List.copyOf(hours);
        if (hours.size() != HOURS) throw new IllegalArgumentException("a day of " + hours.size() + " hours");
    }

    /** A day as the store has it. */
    public static SourceDay of(byte[] key, byte[] value) {
        LocalDate date = LocalDate.ofEpochDay(SourceDayKey.epochDayOf(key));
        Instant start = date.atStartOfDay().toInstant(ZoneOffset.UTC);
        RunningSourceDay day = SourceDayFormat.read(value);
        List<Hour> hours = IntStream.range(0, HOURS).mapToObj(day::hour).toList();
        Duration first = Duration.ofMillis(day.firstMillis());
        Duration last = Duration.ofMillis(day.lastMillis());
        return new SourceDay(SourceDayKey.sourceOf(key), date, hours, start.plus(first), start.plus(last));
    }

    /** This day and the same one of another partition. */
    public SourceDay plus(SourceDay other) {
        List<Hour> sums = IntStream.range(0, HOURS)
                .mapToObj(hour -> hours.get(hour).plus(other.hours.get(hour)))
                .toList();
        return new SourceDay(
                source,
                date,
                sums,
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last);
    }

    /** The events of all its hours. */
    public long events() {
        return hours.stream().mapToLong(Hour::events).sum();
    }

    /** Those of them without a User-Agent. */
    public long withoutAgent() {
        return hours.stream().mapToLong(Hour::withoutAgent).sum();
    }
}
