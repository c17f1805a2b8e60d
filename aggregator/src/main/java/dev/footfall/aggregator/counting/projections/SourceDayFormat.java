package dev.footfall.aggregator.counting.projections;

import dev.footfall.aggregator.counting.store.SealedEnd;
import dev.footfall.aggregator.counting.store.SourceDayKey;
import dev.footfall.aggregator.counting.store.ValueFormat;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.aggregator.counts.SourceHour;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

/** In the store: offset of its sealed record, first and last event's time of day, and each hour that has events. */
public final class SourceDayFormat implements ValueFormat<RunningSourceDay> {
    private static final int VERSION = 1;
    private static final long OBJECT_BYTES = 512;

    /** The day of an entry, whose key is a {@link SourceDayKey}. */
    public static SourceDay day(byte[] key, byte[] value) {
        LocalDate date = LocalDate.ofEpochDay(SourceDayKey.epochDayOf(key));
        Instant start = date.atStartOfDay().toInstant(ZoneOffset.UTC);
        RunningSourceDay day = new SourceDayFormat().decode(value);
        List<SourceHour> hours =
                IntStream.range(0, SourceDay.HOURS).mapToObj(day::hour).toList();
        Duration first = Duration.ofMillis(day.firstMillis());
        Duration last = Duration.ofMillis(day.lastMillis());
        return new SourceDay(SourceDayKey.sourceOf(key), date, hours, start.plus(first), start.plus(last));
    }

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
            SourceHour counted = day.hour(hour);
            if (!counted.isEmpty()) writer.number(hour).number(counted.events()).number(counted.withoutAgent());
        }
        return writer.toByteArray();
    }

    @Override
    public RunningSourceDay decode(byte[] bytes) {
        var reader = new ValueReader(bytes, VERSION);
        var day = new RunningSourceDay(reader.number());
        day.span(reader.integer(), reader.integer());
        while (reader.hasMore()) {
            day.add(reader.integer(), new SourceHour(reader.number(), reader.number()));
        }
        return day;
    }

    @Override
    public long weigh(RunningSourceDay day) {
        return OBJECT_BYTES;
    }
}
