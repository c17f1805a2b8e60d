package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.counting.SealedDay.SealedEnd;
import dev.footfall.aggregator.session.Sessionizer;
import dev.footfall.events.Observation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
 */
public record SourceDay(String source, LocalDate date, List<Hour> hours, Instant first, Instant last) {
    public static final int HOURS = 24;

    public static final String UNKNOWN = "unknown";

    /** The source of events whose own is one too many to be told apart. */
    public static final String OTHERS = "others";

    public record Hour(long events, long withoutAgent) {
        public static final Hour EMPTY = new Hour(0, 0);

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

    public static SourceDay of(byte[] key, byte[] value) {
        LocalDate date = LocalDate.ofEpochDay(SourceDayKey.epochDayOf(key));
        Instant start = date.atStartOfDay().toInstant(ZoneOffset.UTC);
        RunningSourceDay day = new SourceDayFormat().decode(value);
        List<Hour> hours = IntStream.range(0, HOURS).mapToObj(day::hour).toList();
        Duration first = Duration.ofMillis(day.firstMillis());
        Duration last = Duration.ofMillis(day.lastMillis());
        return new SourceDay(SourceDayKey.sourceOf(key), date, hours, start.plus(first), start.plus(last));
    }

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

    public long events() {
        return hours.stream().mapToLong(Hour::events).sum();
    }

    public long withoutAgent() {
        return hours.stream().mapToLong(Hour::withoutAgent).sum();
    }

    /** In the store: offset of its sealed record, first and last event's time of day, and each hour that has events. */
    static final class SourceDayFormat implements ValueFormat<RunningSourceDay> {
        private static final int VERSION = 1;
        private static final long OBJECT_BYTES = 512;

        @Override
        public RunningSourceDay absent() {
            return new RunningSourceDay(SealedEnd.NONE);
        }

        @Override
        public byte[] encode(RunningSourceDay day) {
            var writer = new ValueWriter(VERSION)
                    .number(day.sealedEnd())
                    .number(day.firstMillis())
                    .number(day.lastMillis());
            for (int hour = 0; hour < SourceDay.HOURS; hour++) {
                SourceDay.Hour counted = day.hour(hour);
                if (!counted.isEmpty())
                    writer.number(hour).number(counted.events()).number(counted.withoutAgent());
            }
            return writer.toByteArray();
        }

        @Override
        public RunningSourceDay decode(byte[] bytes) {
            var reader = new ValueReader(bytes, VERSION);
            var day = new RunningSourceDay(reader.number());
            day.span(reader.integer(), reader.integer());
            while (reader.hasMore()) {
                day.add(reader.integer(), new SourceDay.Hour(reader.number(), reader.number()));
            }
            return day;
        }

        @Override
        public long weigh(RunningSourceDay day) {
            return OBJECT_BYTES;
        }
    }

    /**
     * The keys of the days of sources in the store of the partition, which sort by day, then by source:
     *
     * <pre>
     * 01 day(4, big-endian, days since 1970) source
     * </pre>
     *
     * The other entries of that store have names in letters.
     */
    public static final class SourceDayKey {
        /** The first byte, which no name of another entry has. */
        static final byte PREFIX = 1;

        private static final int SOURCE_AT = 1 + Integer.BYTES;

        private SourceDayKey() {}

        public static byte[] ofDay(int epochDay) {
            return ByteBuffer.allocate(SOURCE_AT).put(PREFIX).putInt(epochDay).array();
        }

        public static boolean isOne(byte[] key) {
            return key.length > SOURCE_AT && key[0] == PREFIX;
        }

        public static int epochDayOf(byte[] key) {
            return ByteBuffer.wrap(key).getInt(1);
        }

        public static String sourceOf(byte[] key) {
            return new String(key, SOURCE_AT, key.length - SOURCE_AT, StandardCharsets.UTF_8);
        }
    }

    static final class RunningSourceDay {
        private static final int MILLIS_PER_HOUR = 3_600_000;

        private final long[] events = new long[SourceDay.HOURS];
        private final long[] withoutAgent = new long[SourceDay.HOURS];
        private final long sealedEnd;
        private int firstMillis = (int) Sessionizer.MILLIS_PER_DAY;
        private int lastMillis;

        /** A day without events; its sealed record has those before the offset. */
        RunningSourceDay(long sealedEnd) {
            this.sealedEnd = sealedEnd;
        }

        /** Adds an event of the day. On the way of every event: no allocation. */
        void add(Observation event) {
            int millis = (int) (event.timeMillis() % Sessionizer.MILLIS_PER_DAY);
            int hour = millis / MILLIS_PER_HOUR;
            events[hour]++;
            if (!event.hasUserAgent()) withoutAgent[hour]++;
            span(millis, millis);
        }

        void add(int hour, SourceDay.Hour counted) {
            events[hour] += counted.events();
            withoutAgent[hour] += counted.withoutAgent();
        }

        /** Notes events at these times, milliseconds since midnight. */
        void span(int earliestMillis, int latestMillis) {
            firstMillis = Math.min(firstMillis, earliestMillis);
            lastMillis = Math.max(lastMillis, latestMillis);
        }

        SourceDay.Hour hour(int hour) {
            return events[hour] == 0 ? SourceDay.Hour.EMPTY : new SourceDay.Hour(events[hour], withoutAgent[hour]);
        }

        int firstMillis() {
            return firstMillis;
        }

        int lastMillis() {
            return lastMillis;
        }

        /** The offset in the log up to which all events of the day are in it. */
        long sealedEnd() {
            return sealedEnd;
        }
    }
}
