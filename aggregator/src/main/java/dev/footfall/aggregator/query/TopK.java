package dev.footfall.aggregator.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** The first rows, in an order, of those seen so far that may be shown; a bounded number. Not thread-safe. */
public final class TopK<T> {
    private final int limit;
    private final Comparator<? super T> order;
    private final Predicate<? super T> visible;
    private final PriorityQueue<T> worstFirst;

    public TopK(int limit, Comparator<? super T> order) {
        this(limit, order, any -> true);
    }

    public TopK(int limit, Comparator<? super T> order, Predicate<? super T> visible) {
        if (limit < 1) throw new IllegalArgumentException("limit < 1: " + limit);
        this.limit = limit;
        this.order = order;
        this.visible = visible;
        this.worstFirst = new PriorityQueue<>(order.reversed());
    }

    /** The last of the best, once there are as many as wanted. */
    public Optional<T> last() {
        return worstFirst.size() < limit ? Optional.empty() : Optional.of(worstFirst.element());
    }

    public void offer(T row) {
        boolean isFull = worstFirst.size() == limit;
        if (isFull && order.compare(row, worstFirst.element()) >= 0) return;
        if (!visible.test(row)) return;
        if (isFull) worstFirst.remove();
        worstFirst.add(row);
    }

    public List<T> ranked() {
        List<T> rows = new ArrayList<>(worstFirst);
        rows.sort(order);
        return rows;
    }
}
