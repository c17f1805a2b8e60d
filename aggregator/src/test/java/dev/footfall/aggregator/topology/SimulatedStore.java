package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.store.CommitMark;
import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counting.store.PartitionStores;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A task's store in memory, and its changes since the last commit, in their order. */
final class SimulatedStore implements KeyValueStore<Bytes, byte[]> {
    private final TreeMap<Bytes, byte[]> entries;
    private final List<Change> changes = new ArrayList<>();
    private final PlantedFault planted;
    private int roomForChanges = Integer.MAX_VALUE;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Change(Bytes key, byte @Nullable [] value) {
        void applyTo(Map<Bytes, byte[]> entries) {
            if (value == null) entries.remove(key);
            else entries.put(key, value);
        }
    }

    /** The disk is full. */
    static final class FullDisk extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    SimulatedStore(Map<Bytes, byte[]> entries, PlantedFault planted) {
        this.entries = new TreeMap<>(entries);
        this.planted = planted;
    }

    /** After so many changes more the disk is full. */
    void leaveRoomFor(int more) {
        roomForChanges = more;
    }

    NavigableMap<Bytes, byte[]> entries() {
        return entries;
    }

    List<Change> takeChanges() {
        List<Change> taken = List.copyOf(changes);
        changes.clear();
        return taken;
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        byte[] value = entries.get(key);
        if (value == null || planted != PlantedFault.OPEN_MARK_BELIEVED) return value;
        return key.equals(SimulatedChangelog.MARK) ? closed(CommitMark.decode(value)) : value;
    }

    private static byte[] closed(CommitMark mark) {
        return mark.closed(mark.events(), mark.epoch(), mark.likes()).encode();
    }

    boolean hasChanges() {
        return !changes.isEmpty();
    }

    @Override
    public void put(Bytes key, byte[] value) {
        change(new Change(key, value));
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        byte[] before = entries.get(key);
        boolean isKept = planted == PlantedFault.ROWS_KEPT && PartKeys.isIn(PartitionStores.DAILY_ROWS, key.get());
        if (!isKept) change(new Change(key, null));
        return before;
    }

    private void change(Change change) {
        if (roomForChanges-- == 0) throw new FullDisk();
        change.applyTo(entries);
        changes.add(change);
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
        byte[] before = entries.get(key);
        if (before == null) put(key, value);
        return before;
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> all) {
        all.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
        NavigableMap<Bytes, byte[]> after = from == null ? entries : entries.tailMap(from, true);
        return new Entries(List.copyOf((to == null ? after : after.headMap(to, true))
                .entrySet().stream()
                        .map(entry -> KeyValue.pair(entry.getKey(), entry.getValue()))
                        .toList()));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return range(null, null);
    }

    @Override
    public long approximateNumEntries() {
        return entries.size();
    }

    @Override
    public String name() {
        return "counts";
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    private static final class Entries implements KeyValueIterator<Bytes, byte[]> {
        private final Iterator<KeyValue<Bytes, byte[]>> rest;

        Entries(List<KeyValue<Bytes, byte[]>> entries) {
            this.rest = entries.iterator();
        }

        @Override
        public boolean hasNext() {
            return rest.hasNext();
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            return rest.next();
        }

        @Override
        public Bytes peekNextKey() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
