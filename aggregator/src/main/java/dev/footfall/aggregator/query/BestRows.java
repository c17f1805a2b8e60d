package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** The best rows seen so far that may be shown, a bounded number of them. Not thread-safe. */
final class BestRows {
    private final PriorityQueue<TrendingRow> worstFirst = new PriorityQueue<>(Collections.reverseOrder());
    private final int limit;
    private final Predicate<RepoId> visible;

    BestRows(int limit, Predicate<RepoId> visible) {
        this.limit = limit;
        this.visible = visible;
    }

    /** Whether a row of so many recent downloads can be one of the best; only then it is worth making. */
    boolean mayTake(long recentDownloads) {
        return worstFirst.size() < limit
                || recentDownloads >= worstFirst.element().recentDownloads();
    }

    void offer(TrendingRow row) {
        boolean isFull = worstFirst.size() == limit;
        if (isFull && row.compareTo(worstFirst.element()) >= 0) return;
        if (!visible.test(row.repo())) return;
        if (isFull) worstFirst.remove();
        worstFirst.add(row);
    }

    /** The rows, best first. */
    List<TrendingRow> ranked() {
        List<TrendingRow> rows = new ArrayList<>(worstFirst);
        Collections.sort(rows);
        return rows;
    }
}
