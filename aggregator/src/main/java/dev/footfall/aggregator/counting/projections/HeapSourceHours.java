package dev.footfall.aggregator.counting.projections;

import dev.footfall.aggregator.counting.store.KeyProbe;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counting.store.WriteBehind;
import dev.footfall.aggregator.counting.store.WriteBehind.EntryListener;
import dev.footfall.aggregator.counting.store.WriteBehind.HeapEntry;
import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.aggregator.session.UtcDay;
import dev.footfall.events.Observation;
import dev.footfall.rules.ExclusionReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The days of the sources of one partition on the heap. Most events are of the source and day of the one before, so that one
 * is tried first. Not thread-safe.
 */
final class HeapSourceHours implements PartitionCounts {
    private static final byte[] NONE = {};

    private final SourceNames names;
    private final WriteBehind<RunningSourceDay> days;
    private final KeyProbe probe = new KeyProbe();

    private byte[] lastSource = NONE;
    private int lastEpochDay;
    private @Nullable HeapEntry<RunningSourceDay> last;

    HeapSourceHours(PartitionStores stores) {
        this.names = new SourceNames(stores);
        this.days = new WriteBehind<>(
                PartitionStores.PARTITION,
                stores,
                new SourceDayFormat(),
                new EntryListener<>((key, day) -> {}, key -> last = null));
    }

    @Override
    public WriteBehind<?> heap() {
        return days;
    }

    /** Adds an event that is no duplicate, unless it is known from a sealed record. */
    @Override
    public void add(Observation event, Outcome outcome, long offset) {
        if (outcome instanceof Outcome.Excluded excluded && excluded.reason() == ExclusionReason.DUPLICATE) return;
        HeapEntry<RunningSourceDay> day = day(names.of(event), UtcDay.epochDay(event));
        if (offset < day.value().sealedEnd()) return;
        day.value().add(event);
        days.touch(day);
    }

    private HeapEntry<RunningSourceDay> day(byte[] source, int epochDay) {
        HeapEntry<RunningSourceDay> day = last;
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
        return (int) (millis % UtcDay.MILLIS);
    }

    @Override
    public void flush() {
        days.flush();
        names.flush();
    }

    /** A partition's sources, sorted: the first in the log; further ones count as {@link SourceDay#OTHERS}. */
    static final class SourceNames {
        static final int MOST = 1_000;

        private static final StoreKey KEY = StoreKey.ofRepository("sources".getBytes(StandardCharsets.US_ASCII));
        private static final int VERSION = 1;
        private static final byte[] NO_SOURCE = {};
        private static final byte[] UNKNOWN = SourceDay.UNKNOWN.getBytes(StandardCharsets.UTF_8);
        private static final byte[] OTHERS = SourceDay.OTHERS.getBytes(StandardCharsets.UTF_8);

        private final PartitionStores stores;
        private final List<byte[]> sorted = new ArrayList<>();
        private boolean isChanged;
        private byte[] last = OTHERS;

        SourceNames(PartitionStores stores) {
            this.stores = stores;
            stores.get(PartitionStores.PARTITION, KEY).ifPresent(stored -> {
                var names = new ValueReader(stored, VERSION);
                while (names.hasMore()) sorted.add(names.bytes());
            });
        }

        byte[] of(Observation event) {
            if (event.isFrom(last)) return last;
            if (event.isFrom(NO_SOURCE)) return UNKNOWN;
            int place = place(event);
            if (place < 0) {
                if (sorted.size() >= MOST) return OTHERS;
                insert(~place, event.source());
                place = ~place;
            }
            last = sorted.get(place);
            return last;
        }

        /** The place of the event's source; of one that is not there the complement of where it belongs. */
        private int place(Observation event) {
            int from = 0;
            int to = sorted.size();
            while (from < to) {
                int middle = (from + to) / 2;
                int order = event.compareSource(sorted.get(middle));
                if (order == 0) return middle;
                if (order < 0) to = middle;
                else from = middle + 1;
            }
            return ~from;
        }

        void add(byte[] name) {
            if (Arrays.equals(name, UNKNOWN) || Arrays.equals(name, OTHERS)) return;
            int place = Collections.binarySearch(sorted, name, Arrays::compareUnsigned);
            if (place < 0) insert(~place, name);
        }

        private void insert(int place, byte[] name) {
            sorted.add(place, name);
            isChanged = true;
        }

        void flush() {
            if (!isChanged) return;
            var names = new ValueWriter(VERSION);
            sorted.forEach(names::bytes);
            stores.put(PartitionStores.PARTITION, KEY, names.toByteArray());
            isChanged = false;
        }
    }
}
