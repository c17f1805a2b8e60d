package dev.footfall.queryapi.route;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A least-recently-used cache with a maximum total weight; creates a value on its first access. Thread-safe. */
public final class WeightedCache<K, V> {
    private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final int least;
    private final int most;
    private long weight;

    private static final class Entry<V> {
        private final V value;
        private int weight;

        Entry(V value, int weight) {
            this.value = value;
            this.weight = weight;
        }
    }

    /** {@code least} is the weight of a value by itself, {@code most} of all together. */
    public WeightedCache(int least, int most) {
        this.least = least;
        this.most = most;
    }

    public synchronized V get(K key, Supplier<V> fresh) {
        Entry<V> entry = entries.get(key);
        if (entry == null) {
            entry = new Entry<>(fresh.get(), least);
            entries.put(key, entry);
            weight += least;
        }
        return entry.value;
    }

    /** Notes how much is in a value beside itself, unless it was evicted meanwhile. */
    public synchronized void weigh(K key, V value, int contents) {
        Entry<V> entry = entries.get(key);
        if (entry == null || entry.value != value) return;
        weight += least + contents - entry.weight;
        entry.weight = least + contents;
        Iterator<Entry<V>> oldest = entries.values().iterator();
        while (weight > most && oldest.hasNext()) {
            weight -= oldest.next().weight;
            oldest.remove();
        }
    }

    synchronized int size() {
        return entries.size();
    }
}
