package dev.footfall.queryapi.route;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A least-recently-used cache with a maximum total weight; creates a value on its first access. Thread-safe.
 *
 * <p>The maximum holds after each call. A value counts before it is weighed, and if it never is: a question without an
 * answer has a value, too.
 */
public final class WeightedCache<K, V> {
    /** Of all answers together, of about 200 bytes each. */
    public static final int MOST_ENTRIES = 200_000;

    private static final int EMPTY = 100;

    private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
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

    /** {@code most}: the weight of all values together, by themselves and with what is in them. */
    public WeightedCache(int most) {
        this.most = most;
    }

    public synchronized V get(K key, Supplier<V> fresh) {
        Entry<V> entry = entries.get(key);
        if (entry == null) {
            entry = new Entry<>(fresh.get(), EMPTY);
            entries.put(key, entry);
            weight += EMPTY;
            evict();
        }
        return entry.value;
    }

    /** Notes how much is in a value beside itself, unless it was evicted meanwhile. */
    public synchronized void weigh(K key, V value, int contents) {
        Entry<V> entry = entries.get(key);
        if (entry == null || entry.value != value) return;
        weight += EMPTY + contents - entry.weight;
        entry.weight = EMPTY + contents;
        evict();
    }

    private void evict() {
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
