package dev.footfall.aggregator.partition;

import dev.footfall.aggregator.projection.RunningSources;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.aggregator.rollup.RepositoryTotals;

/** A repository's totals on the heap, with its sources, of which there are none where they are not counted. Not thread-safe. */
final class HeapTotals {
    private final RunningSources sources;
    private RepositoryTotals sums;
    private long sourcesEnd;

    HeapTotals(RepositoryTotals sums, RunningSources sources, long sourcesEnd) {
        this.sums = sums;
        this.sources = sources;
        this.sourcesEnd = sourcesEnd;
    }

    /** Adds sources that were counted up to this offset, and returns how many there were. */
    int seal(RunningSources counted, long end) {
        sourcesEnd = end;
        return counted.moveTo(sources);
    }

    /** The offset after the last record that the sources have from sealed ones. */
    long sourcesEnd() {
        return sourcesEnd;
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
