package dev.footfall.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.stream.LongStream;

/** The same values make the same events: {@code events} records, duplicates included, before {@code until}. */
public record Load(long events, int repositories, int visitors, int days, long seed, LocalDate until, Manner manner) {
    public enum Manner {
        VISITS,
        SWEEP
    }

    private static final long MILLIS_PER_DAY = 86_400_000;

    /** The requests of a thousand that count by the default rules. */
    private static final int COUNTED_PERMILLE = 945;

    static final int MAX_REPOSITORIES = 2_000_000;
    static final int MAX_VISITORS = 100_000_000;
    static final int MAX_DAYS = 365;

    public Load {
        require("events", events, 1L << 35);
        require("repositories", repositories, MAX_REPOSITORIES);
        require("visitors", visitors, MAX_VISITORS);
        require("days", days, MAX_DAYS);
    }

    public static long eventsOfSessions(long sessions) {
        return sessions * 1_000 / COUNTED_PERMILLE;
    }

    private static void require(String option, long value, long most) {
        if (value >= 1 && value <= most) return;
        throw new IllegalArgumentException("--" + option + " is " + value + ": allowed is 1 to " + most);
    }

    public int firstDay() {
        return Math.toIntExact(until.minusDays(days).toEpochDay());
    }

    long startMillis() {
        return until.minusDays(days).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    long endMillis() {
        return until.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    public Iterator<LoadEvent> stream() {
        return switch (manner) {
            case VISITS -> new LoadStream(this);
            case SWEEP -> LongStream.range(0, events).mapToObj(this::swept).iterator();
        };
    }

    private LoadEvent swept(long serial) {
        long chance = LoadEvent.mix(serial + seed);
        long day = days - 1 - serial / repositories % days;
        return new LoadEvent(
                serial,
                (int) (serial % repositories),
                (int) Long.remainderUnsigned(chance, visitors),
                startMillis() + day * MILLIS_PER_DAY + Long.remainderUnsigned(LoadEvent.mix(chance), MILLIS_PER_DAY));
    }

    Load in(Manner other) {
        return new Load(events, repositories, visitors, days, seed, until, other);
    }

    Load withEvents(long number) {
        return new Load(number, repositories, visitors, days, seed, until, manner);
    }
}
