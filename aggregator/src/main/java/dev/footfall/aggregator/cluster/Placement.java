package dev.footfall.aggregator.cluster;

import java.util.List;
import java.util.Optional;

/** The nodes that count and follow a partition, as far as this one knows since the last rebalance. */
public record Placement(Optional<NodeAddress> owner, List<NodeAddress> standbys) {
    public static final Placement UNKNOWN = new Placement(Optional.empty(), List.of());

    public Placement {
        standbys = List.copyOf(standbys);
    }
}
