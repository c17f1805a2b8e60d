package dev.footfall.aggregator.cluster;

/** The nodes that have each partition. It changes with every rebalance. Safe for many threads. */
@FunctionalInterface
public interface Placements {
    /** Where this partition is, as far as is known now. */
    Placement of(int partition);
}
