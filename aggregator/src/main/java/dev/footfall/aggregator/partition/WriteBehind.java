package dev.footfall.aggregator.partition;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The recently used entries of one store, as objects on the heap: read from the store once, written to it once per
 * flush however often they change. Nothing leaves the heap but by {@link #trim} and {@link #clear}, so what was handed
 * out stays the one object until then. Not thread-safe.
 */
public final class WriteBehind<V> {
    /** How the values of a store are read, written and weighed. */
    interface Format<V> {
        V decode(byte[] bytes);

        byte[] encode(V value);

        /** The value of a key that the store has not. */
        V absent();

        /** About how many bytes the value takes on the heap. */
        long weigh(V value);
    }

    /** An entry on the heap. */
    static final class Entry<V> {
        private final StoreKey key;
        private V value;
        private long weight;
        private boolean changed;

        private Entry(StoreKey key, V value) {
            this.key = key;
            this.value = value;
        }

        StoreKey key() {
            return key;
        }

        V value() {
            return value;
        }
    }

    /** Is shown what was written. */
    @FunctionalInterface
    public interface Listener<V> {
        /** Shows an entry as it stands in the store now. */
        void written(StoreKey key, V value);
    }

    /** What an entry costs beside its key's bytes and its value: map node, key and entry objects. */
    private static final long ENTRY_BYTES = 144;

    private final String store;
    private final Stores stores;
    private final Format<V> format;
    private final Listener<V> listener;
    private final LinkedHashMap<StoreKey, Entry<V>> entries = new LinkedHashMap<>(1_024, 0.75f, true);
    private final List<Entry<V>> changed = new ArrayList<>();
    private long weightBytes;

    WriteBehind(String store, Stores stores, Format<V> format) {
        this(store, stores, format, (key, value) -> {});
    }

    WriteBehind(String store, Stores stores, Format<V> format, Listener<V> listener) {
        this.store = store;
        this.stores = stores;
        this.format = format;
        this.listener = listener;
    }

    /** The entry of a key, read from the store if it is not on the heap. */
    Entry<V> entry(StoreKey key) {
        Entry<V> entry = entries.get(key);
        return entry == null ? load(key) : entry;
    }

    private Entry<V> load(StoreKey key) {
        V value = stores.get(store, key).map(format::decode).orElseGet(format::absent);
        Entry<V> entry = new Entry<>(key, value);
        entries.put(key, entry);
        weigh(entry);
        return entry;
    }

    void set(Entry<V> entry, V value) {
        entry.value = value;
        touch(entry);
    }

    /** Says that the entry's value has changed. */
    void touch(Entry<V> entry) {
        if (!entry.changed) changed.add(entry);
        entry.changed = true;
    }

    /** Writes what has changed since the last flush. */
    void flush() {
        for (Entry<V> entry : changed) {
            if (entry.changed) write(entry);
        }
        changed.clear();
    }

    private void write(Entry<V> entry) {
        stores.put(store, entry.key, format.encode(entry.value));
        entry.changed = false;
        weigh(entry);
        listener.written(entry.key, entry.value);
    }

    private void weigh(Entry<V> entry) {
        long weight = ENTRY_BYTES + entry.key.bytes().length + format.weigh(entry.value);
        weightBytes += weight - entry.weight;
        entry.weight = weight;
    }

    /** Lets go of the entries that were not used for longest until this many bytes are free; writes them first. */
    void trim(long bytes) {
        long wanted = weightBytes - bytes;
        Iterator<Map.Entry<StoreKey, Entry<V>>> eldest = entries.entrySet().iterator();
        while (weightBytes > wanted && eldest.hasNext()) {
            Entry<V> entry = eldest.next().getValue();
            if (entry.changed) write(entry);
            weightBytes -= entry.weight;
            eldest.remove();
        }
    }

    boolean isOnHeap(StoreKey key) {
        return entries.containsKey(key);
    }

    /** About how many bytes all entries take. */
    long weightBytes() {
        return weightBytes;
    }

    /** Forgets everything, written or not. */
    void clear() {
        entries.clear();
        changed.clear();
        weightBytes = 0;
    }
}
