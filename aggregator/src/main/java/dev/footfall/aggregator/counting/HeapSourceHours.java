package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.counting.WriteBehind.Entry;
import dev.footfall.aggregator.counting.WriteBehind.Listener;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.aggregator.session.Sessionizer;
import dev.footfall.events.Observation;
import dev.footfall.rules.ExclusionReason;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The days of the sources of one partition on the heap. Most events are of the source and day of the one before, so that one
 * is tried first. Not thread-safe.
 */
final class HeapSourceHours implements PartitionProjection.Counts {
    private static final byte[] NONE = {};

    private final SourceNames names;
    private final WriteBehind<RunningSourceDay> days;
    private final KeyProbe probe = new KeyProbe();

    private byte[] lastSource = NONE;
    private int lastEpochDay;
    private @Nullable Entry<RunningSourceDay> last;

    /** Goes on from what the stores hold. */
    HeapSourceHours(PartitionStores stores) {
        this.names = new SourceNames(stores);
        this.days = new WriteBehind<>(PartitionStores.PARTITION, stores, new SourceDayFormat(), new Forgetting());
    }

    private final class Forgetting implements Listener<RunningSourceDay> {
        @Override
        public void written(StoreKey key, RunningSourceDay day) {
            // nothing hangs on it
        }

        @Override
        public void evicted(StoreKey key) {
            last = null;
        }
    }

    @Override
    public WriteBehind<?> heap() {
        return days;
    }

    /** Adds an event that is no duplicate, unless it is known from a sealed record. */
    @Override
    public void add(Observation event, Outcome outcome, long offset) {
        if (isDuplicate(outcome)) return;
        Entry<RunningSourceDay> day = day(names.of(event), Sessionizer.epochDay(event));
        if (offset < day.value().sealedEnd()) return;
        day.value().add(event);
        days.touch(day);
    }

    private static boolean isDuplicate(Outcome outcome) {
        return outcome instanceof Outcome.Excluded excluded && excluded.reason() == ExclusionReason.DUPLICATE;
    }

    private Entry<RunningSourceDay> day(byte[] source, int epochDay) {
        Entry<RunningSourceDay> day = last;
        if (day == null || source != lastSource || epochDay != lastEpochDay) {
            day = days.entry(probe.sourceDay(source, epochDay));
            last = day;
            lastSource = source;
            lastEpochDay = epochDay;
        }
        day.use();
        return day;
    }

    @Override
    public void load(SealRecord record) {
        if (record instanceof SealedSourceDay sealed) store(sealed.day(), sealed.end());
    }

    private void store(SourceDay day, long end) {
        var counted = new RunningSourceDay(end);
        for (int hour = 0; hour < SourceDay.HOURS; hour++) {
            counted.add(hour, day.hours().get(hour));
        }
        counted.span(
                millisOfDay(day.first().toEpochMilli()), millisOfDay(day.last().toEpochMilli()));
        byte[] source = day.source().getBytes(StandardCharsets.UTF_8);
        names.add(source);
        StoreKey key = probe.sourceDay(source, Math.toIntExact(day.date().toEpochDay()))
                .toKey();
        days.store(key, new SourceDayFormat().encode(counted));
    }

    private static int millisOfDay(long millis) {
        return (int) (millis % Sessionizer.MILLIS_PER_DAY);
    }

    @Override
    public void flush() {
        days.flush();
        names.flush();
    }
}
