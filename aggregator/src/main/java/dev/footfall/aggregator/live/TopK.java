package dev.footfall.aggregator.live;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** The first rows, in their natural order, of those seen so far that may be shown; a bounded number. Not thread-safe. */
public final class TopK<T extends Comparable<T>> {
    private final PriorityQueue<T> worstFirst = new PriorityQueue<>(Collections.reverseOrder());
    private final int limit;
    private final Predicate<T> visible;

    public TopK(int limit, Predicate<T> visible) {
        if (limit < 1) throw new IllegalArgumentException("limit < 1: " + limit);
        this.limit = limit;
        this.visible = visible;
    }

    /** The last of the best, once there are as many as wanted. */
    public Optional<T> last() {
        return worstFirst.size() < limit ? Optional.empty() : Optional.of(worstFirst.element());
    }

    public void offer(T row) {
        boolean isFull = worstFirst.size() == limit;
        if (isFull && row.compareTo(worstFirst.element()) >= 0) return;
        if (!visible.test(row)) return;
        if (isFull) worstFirst.remove();
        worstFirst.add(row);
    }

    public List<T> ranked() {
        List<T> rows = new ArrayList<>(worstFirst);
        Collections.sort(rows);
        return rows;
    }
}
