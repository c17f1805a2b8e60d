package dev.footfall.aggregator.cluster;

import java.util.List;
import java.util.Optional;

/**
 * The nodes that have a partition, as far as this one knows since the last rebalance.
 *
 * @param owner the node that counts it; empty when none is known
 * @param standbys the nodes that follow its state
 */
public record Placement(Optional<NodeAddress> owner, List<NodeAddress> standbys) {
    /** Nobody is known to have it. */
    public static final Placement UNKNOWN = new Placement(Optional.empty(), List.of());

    public Placement {
        standbys = List.copyOf(standbys);
    }
}
