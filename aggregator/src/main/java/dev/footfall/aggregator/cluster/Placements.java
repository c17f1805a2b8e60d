package dev.footfall.aggregator.cluster;

import java.util.List;
import java.util.Optional;

/** The nodes that have each partition. It changes with every rebalance. Safe for many threads. */
@FunctionalInterface
public interface Placements {
    Placement of(int partition);

    /** The nodes that count and follow a partition, as far as this one knows since the last rebalance. */
    public record Placement(Optional<NodeAddress> owner, List<NodeAddress> standbys) {
        public static final Placement UNKNOWN = new Placement(Optional.empty(), List.of());

        public Placement {
            standbys = List.copyOf(standbys);
        }
    }

    /** The address at which the peers of a node reach it. */
    public record NodeAddress(String host, int port) {
        public NodeAddress {
            if (host.isBlank()) throw new IllegalArgumentException("the host of a node is empty");
            if (port < 1 || port > 65_535) throw new IllegalArgumentException("the port of a node is " + port);
        }

        @Override
        public String toString() {
            return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
        }
    }
}
