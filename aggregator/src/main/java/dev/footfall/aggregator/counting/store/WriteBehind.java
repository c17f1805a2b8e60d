package dev.footfall.aggregator.counting.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The recently used entries of one store, as objects on the heap: read from the store once, written to it once per
 * flush however often they change. Nothing leaves the heap but by {@link #trim}, {@link #evict} and {@link #clear}, so
 * what was handed out stays the one object until then. Not thread-safe.
 */
public final class WriteBehind<V> {
    /** An entry on the heap, and its own key: each object that a look-up has to go by costs as much as counting. */
    public static final class HeapEntry<V> extends StoreKey {
        private @Nullable HeapEntry<V> next;
        private final V value;
        private long weight;
        private boolean changed;
        private boolean used = true;

        private HeapEntry(StoreKey key, V value) {
            super(key);
            this.value = value;
        }

        /** The value on the heap. Mark the entry dirty after a change. */
        public V value() {
            return value;
        }

        public void use() {
            used = true;
        }
    }

    /** {@code written}: receives each entry as it is written; {@code evicted}: the key of each that leaves the heap. */
    public record EntryListener<V>(BiConsumer<StoreKey, V> written, Consumer<StoreKey> evicted) {}

    /** Bytes of an entry beside its key's and its value: its place in the table, the object, the head of the array. */
    private static final long ENTRY_BYTES = 96;

    private static final int SMALLEST_TABLE = 1_024;

    private final String store;
    private final PartitionStores stores;
    private final ValueFormat<V> format;
    private final EntryListener<V> listener;
    private @Nullable HeapEntry<V>[] table = table(SMALLEST_TABLE);
    private int size;
    private int hand;
    private final List<HeapEntry<V>> changed = new ArrayList<>();
    private long weightBytes;

    /** True if the store has entries that are not on the heap, so that a miss must be looked up there. */
    private boolean storeHasOthers = true;

    public WriteBehind(String store, PartitionStores stores, ValueFormat<V> format, EntryListener<V> listener) {
        this.store = store;
        this.stores = stores;
        this.format = format;
        this.listener = listener;
    }

    /** Spares all look-ups in the store, which is empty now. */
    public void startEmpty() {
        storeHasOthers = false;
    }

    /** Puts a value into the store, of a key that is not on the heap, and returns the one that it replaces. */
    public Optional<byte[]> store(StoreKey key, byte[] value) {
        Optional<byte[]> replaced = storeHasOthers ? stores.get(store, key) : Optional.empty();
        stores.put(store, key, value);
        storeHasOthers = true;
        return replaced;
    }

    public HeapEntry<V> entry(KeyProbe key) {
        return entry(key, true);
    }

    /** The same, not looked for in the store when it is known to have none: that costs more than counting an event. */
    public HeapEntry<V> entry(KeyProbe key, boolean mayBeStored) {
        HeapEntry<V> entry = find(key);
        return entry == null ? load(key.toKey(), mayBeStored && storeHasOthers) : entry;
    }

    public @Nullable HeapEntry<V> find(KeyProbe key) {
        for (HeapEntry<V> entry = table[slot(key.hash())]; entry != null; entry = entry.next) {
            if (!key.is(entry)) continue;
            entry.used = true;
            return entry;
        }
        return null;
    }

    private HeapEntry<V> load(StoreKey key, boolean mayBeStored) {
        Optional<byte[]> stored = mayBeStored ? stores.get(store, key) : Optional.empty();
        V value = stored.map(format::decode).orElseGet(format::absent);
        HeapEntry<V> entry = new HeapEntry<>(key, value);
        if (2 * size == table.length) grow();
        link(entry);
        size++;
        weigh(entry);
        return entry;
    }

    private int slot(int hash) {
        return hash & (table.length - 1);
    }

    private void link(HeapEntry<V> entry) {
        int slot = slot(entry.hashCode());
        entry.next = table[slot];
        table[slot] = entry;
    }

    private void grow() {
        @Nullable HeapEntry<V>[] smaller = table;
        table = table(2 * smaller.length);
        for (HeapEntry<V> first : smaller) {
            HeapEntry<V> next;
            for (HeapEntry<V> entry = first; entry != null; entry = next) {
                next = entry.next;
                link(entry);
            }
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // Java makes no arrays of a generic type
    private static <V> @Nullable HeapEntry<V>[] table(int length) {
        return new HeapEntry[length];
    }

    public void grow(HeapEntry<V> entry, long bytes) {
        entry.weight += bytes;
        weightBytes += bytes;
    }

    public void touch(HeapEntry<V> entry) {
        if (!entry.changed) changed.add(entry);
        entry.changed = true;
    }

    /** Writes what has changed since the last flush, in the order of the keys, in which writing is faster. */
    public void flush() {
        changed.sort(null);
        for (HeapEntry<V> entry : changed) {
            if (entry.changed) write(entry);
        }
        changed.clear();
    }

    private void write(HeapEntry<V> entry) {
        stores.put(store, entry, format.encode(entry.value));
        entry.changed = false;
        weigh(entry);
        listener.written().accept(entry, entry.value);
    }

    private void weigh(HeapEntry<V> entry) {
        long weight = ENTRY_BYTES + entry.bytes().length + format.weigh(entry.value);
        weightBytes += weight - entry.weight;
        entry.weight = weight;
    }

    /** Evicts entries by the clock algorithm until this many bytes are free; dirty ones are written first. */
    public void trim(long bytes) {
        long wanted = weightBytes - bytes;
        while (weightBytes > wanted && size > 0) {
            sweep(hand, WriteBehind::isUnused);
            hand = slot(hand + 1);
        }
    }

    private static boolean isUnused(HeapEntry<?> entry) {
        boolean used = entry.used;
        entry.used = false;
        return !used;
    }

    public void evict(Predicate<StoreKey> which) {
        for (int slot = 0; slot < table.length; slot++) sweep(slot, entry -> which.test(entry));
    }

    private void sweep(int slot, Predicate<HeapEntry<V>> leaves) {
        HeapEntry<V> kept = null;
        HeapEntry<V> next;
        for (HeapEntry<V> entry = table[slot]; entry != null; entry = next) {
            next = entry.next;
            if (leaves.test(entry)) {
                if (entry.changed) write(entry);
                weightBytes -= entry.weight;
                size--;
                storeHasOthers = true;
                listener.evicted().accept(entry);
            } else {
                entry.next = kept;
                kept = entry;
            }
        }
        table[slot] = kept;
    }

    public long weightBytes() {
        return weightBytes;
    }

    public void clear() {
        table = table(SMALLEST_TABLE);
        size = 0;
        hand = 0;
        changed.clear();
        weightBytes = 0;
    }
}
