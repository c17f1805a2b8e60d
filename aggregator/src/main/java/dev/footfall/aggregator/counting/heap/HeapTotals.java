package dev.footfall.aggregator.counting.heap;

import dev.footfall.aggregator.counting.projections.RunningSources;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.RepositoryTotals;

/** A repository's totals and sources on the heap. Not thread-safe. */
public final class HeapTotals {
    private RunningSources sources;
    private RepositoryTotals sums;
    private long sourcesEnd;

    HeapTotals(RepositoryTotals sums, RunningSources sources, long sourcesEnd) {
        this.sums = sums;
        this.sources = sources;
        this.sourcesEnd = sourcesEnd;
    }

    /** Replaces the sources by those counted up to this offset, and returns how many more these are. */
    public int seal(RunningSources counted, long end) {
        int more = counted.size() - sources.size();
        sources = counted;
        sourcesEnd = end;
        return more;
    }

    public long sourcesEnd() {
        return sourcesEnd;
    }

    public void add(DailyCounts delta, int epochDay) {
        sums = sums.plus(delta, epochDay);
    }

    public RepositoryTotals sums() {
        return sums;
    }

    public RunningSources sources() {
        return sources;
    }
}
