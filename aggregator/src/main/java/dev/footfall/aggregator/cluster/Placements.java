package dev.footfall.aggregator.cluster;

import java.util.Set;

/** The nodes that have each partition. It changes with every rebalance. Safe for many threads. */
@FunctionalInterface
public interface Placements {
    Placement of(int partition);

    /** All nodes of the group, those without a partition too; none where the group is not known. */
    default Set<NodeAddress> nodes() {
        return Set.of();
    }
}
