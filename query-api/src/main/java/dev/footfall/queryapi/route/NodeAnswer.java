package dev.footfall.queryapi.route;

import dev.footfall.aggregator.cluster.NodeAddress;
import java.util.Optional;

/** The answer of one node for itself. {@code why}: the reason for having none, else ""; a node that is alone has no address. */
public record NodeAnswer<T>(Optional<NodeAddress> node, Optional<T> value, String why) {}
