package dev.footfall.aggregator.counting;

import dev.footfall.events.Observation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The sources of one partition that are told apart: the first ones in the order of the log, up to a bound, so that whoever
 * may write events cannot fill the state with names. All further ones are {@link SourceDay#OTHERS}. Sorted, each name one
 * object. Not thread-safe.
 */
final class SourceNames {
    /** The most names of a partition. */
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

    /** Those that stand in the stores. */
    SourceNames(PartitionStores stores) {
        this.stores = stores;
        stores.get(PartitionStores.PARTITION, KEY).ifPresent(stored -> {
            var names = new ValueReader(stored, VERSION);
            while (names.hasMore()) sorted.add(names.bytes());
        });
    }

    /** The name under which an event is counted. */
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

    /** Adds a name that was told apart before. */
    void add(byte[] name) {
        if (Arrays.equals(name, UNKNOWN) || Arrays.equals(name, OTHERS)) return;
        int place = Collections.binarySearch(sorted, name, Arrays::compareUnsigned);
        if (place < 0) insert(~place, name);
    }

    private void insert(int place, byte[] name) {
        sorted.add(place, name);
        isChanged = true;
    }

    /** Writes them if there are more than were written. */
    void flush() {
        if (!isChanged) return;
        var names = new ValueWriter(VERSION);
        sorted.forEach(names::bytes);
        stores.put(PartitionStores.PARTITION, KEY, names.toByteArray());
        isChanged = false;
    }
}
