package dev.footfall.aggregator.cluster;

/** The nodes that have each partition. It changes with every rebalance. Safe for many threads. */
@FunctionalInterface
public interface Placements {
    /** The nodes that have this partition, as far as is known now. */
    Placement of(int partition);
}
