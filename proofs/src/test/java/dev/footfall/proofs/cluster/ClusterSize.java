package dev.footfall.proofs.cluster;

import dev.footfall.proofs.cluster.Member.Role;
import java.util.List;
import java.util.Optional;

/**
 * The numbers of a cluster's processes, by kind.
 *
 * @param brokers the processes that keep the log
 * @param nodes those that count and answer
 * @param ingests those that take events
 * @param nodeJvm options of the JVMs that count and answer
 * @param network the one that they are in, if it can be cut; closed with the cluster
 */
public record ClusterSize(int brokers, int nodes, int ingests, List<String> nodeJvm, Optional<Network> network) {
    /** Three brokers, and nodes that do not live long. */
    public ClusterSize(int nodes, int ingests) {
        this(3, nodes, ingests, Role.NODE.shortLived(), Optional.empty());
    }

    /** The same in a network. */
    public ClusterSize in(Optional<Network> other) {
        return new ClusterSize(brokers, nodes, ingests, nodeJvm, other);
    }
}
