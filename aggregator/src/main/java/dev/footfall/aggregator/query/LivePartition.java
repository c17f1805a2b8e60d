package dev.footfall.aggregator.query;

import dev.footfall.aggregator.partition.StoreKey;
import dev.footfall.aggregator.rollup.RepositoryTotals;
import dev.footfall.aggregator.rollup.Tally;

/**
 * What is known on the heap of one partition that is counted here: how far it is, and its ranking. Written by the
 * thread that counts it, read by any.
 */
public final class LivePartition {
    private final TrendingIndex trending = new TrendingIndex();
    private volatile Tally tally = new Tally();

    /** Notes a repository's totals as they stand in the store. */
    public void update(StoreKey repository, RepositoryTotals totals) {
        trending.put(repository, totals);
    }

    /** Notes how far the stores are, after a flush. The tally is not changed any more. */
    public void reach(Tally flushed) {
        tally = flushed;
        trending.flushed();
    }

    /** What became of the partition's records, up to the last flush. */
    public Tally tally() {
        return tally;
    }

    TrendingIndex trending() {
        return trending;
    }
}
