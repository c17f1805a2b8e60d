package dev.footfall.aggregator.partition;

import dev.footfall.aggregator.projection.RunningSources;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.aggregator.rollup.RepositoryTotals;

/** A repository's totals on the heap, with its sources, of which there are none where they are not counted. Not thread-safe. */
final class HeapTotals {
    private final RunningSources sources;
    private RepositoryTotals sums;

    HeapTotals(RepositoryTotals sums, RunningSources sources) {
        this.sums = sums;
        this.sources = sources;
    }

    /** Adds a change of that day's row. */
    void add(DailyCounts delta, int epochDay) {
        sums = sums.plus(delta, epochDay);
    }

    RepositoryTotals sums() {
        return sums;
    }

    RunningSources sources() {
        return sources;
    }
}
