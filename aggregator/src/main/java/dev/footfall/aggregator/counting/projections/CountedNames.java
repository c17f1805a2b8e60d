package dev.footfall.aggregator.counting.projections;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names of a day, ascending by key and of one key by text, so that the store has the same bytes in whatever order the events
 * came. A bound, and who is evicted beyond it, are for the projection to say. Not thread-safe.
 */
final class CountedNames implements Iterable<CountedName> {
    private static final long OBJECT_BYTES = 80;

    /** The object, its array and its place in the list. */
    private static final long NAME_BYTES = 80;

    private final List<CountedName> sorted = new ArrayList<>(1);
    private int textBytes;
    private int last;

    int size() {
        return sorted.size();
    }

    int textBytes() {
        return textBytes;
    }

    CountedName get(int place) {
        return sorted.get(place);
    }

    /** True if the name at this place, which may be behind the last, has this key. */
    boolean isAt(int place, long key) {
        return place < sorted.size() && sorted.get(place).key == key;
    }

    /** The first place whose name has this key or a greater one. */
    int firstOf(long key) {
        int from = 0;
        int to = sorted.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted.get(middle).key < key) from = middle + 1;
            else to = middle;
        }
        return from;
    }

    /** Finds the name where a key belongs to one. Most files have the name of the one before, so that one is tried first. */
    @Nullable
    CountedName find(long key) {
        if (isAt(last, key)) return sorted.get(last);
        int place = firstOf(key);
        if (!isAt(place, key)) return null;
        last = place;
        return sorted.get(place);
    }

    void add(CountedName name) {
        int place = firstOf(name.key);
        while (isAt(place, name.key) && sorted.get(place).compareText(name) < 0) place++;
        sorted.add(place, name);
        textBytes += name.text.length;
    }

    /** Evicts the least by this order. */
    CountedName removeLeast(Comparator<CountedName> order) {
        CountedName least = Collections.min(sorted, order);
        sorted.remove(least);
        textBytes -= least.text.length;
        return least;
    }

    /** Evicts all but the first by this order, as many as both bounds allow; returns the downloads of the others. */
    long keepFirst(Comparator<CountedName> order, int most, int mostTextBytes) {
        sorted.sort(order);
        long evicted = 0;
        while (sorted.size() > most || textBytes > mostTextBytes) {
            CountedName end = sorted.remove(sorted.size() - 1);
            textBytes -= end.text.length;
            evicted += end.downloads;
        }
        sorted.sort(CountedName.ORDER);
        return evicted;
    }

    @Override
    public Iterator<CountedName> iterator() {
        return sorted.iterator();
    }

    long heapBytes() {
        return OBJECT_BYTES + NAME_BYTES * sorted.size() + textBytes;
    }
}
