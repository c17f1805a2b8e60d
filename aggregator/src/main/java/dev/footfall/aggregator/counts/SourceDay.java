package dev.footfall.aggregator.counts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The events of one source on one UTC day, counted or excluded, but for duplicates.
 *
 * @param source the file server's name; {@link #UNKNOWN} for events that name none
 */
public record SourceDay(String source, LocalDate date, List<SourceHour> hours, Instant first, Instant last) {
    public static final int HOURS = 24;

    public static final String UNKNOWN = "unknown";

    /** The source of events whose own is one too many to be distinguished. */
    public static final String OTHERS = "others";

    public SourceDay {
        hours = List.copyOf(hours);
        if (hours.size() != HOURS) throw new IllegalArgumentException("a day of " + hours.size() + " hours");
    }

    public SourceDay plus(SourceDay other) {
        List<SourceHour> sums = IntStream.range(0, HOURS)
                .mapToObj(hour -> hours.get(hour).plus(other.hours.get(hour)))
                .toList();
        return new SourceDay(
                source,
                date,
                sums,
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last);
    }

    public long events() {
        return hours.stream().mapToLong(SourceHour::events).sum();
    }

    public long withoutAgent() {
        return hours.stream().mapToLong(SourceHour::withoutAgent).sum();
    }
}
