package dev.footfall.queryapi.route;

import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.aggregator.cluster.Placement;
import dev.footfall.aggregator.cluster.Placements;
import dev.footfall.queryapi.peers.PeerMeters;
import dev.footfall.queryapi.peers.PeerOutcome;
import dev.footfall.queryapi.peers.PeerReply;
import dev.footfall.queryapi.peers.Peers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The other nodes that count the same state; {@code self}, this one's address, is empty for a node that is alone. */
public record Cluster(
        String state,
        Optional<NodeAddress> self,
        Placements placements,
        Peers peers,
        PeerMeters meters,
        PeerPatience patience) {

    public static Cluster alone() {
        return new Cluster(
                "",
                Optional.empty(),
                partition -> Placement.UNKNOWN,
                (peer, question, patience) -> CompletableFuture.completedFuture(
                        new PeerReply.Silent(PeerOutcome.FAILED, "this node is alone")),
                new PeerMeters(new SimpleMeterRegistry()),
                PeerPatience.STANDARD);
    }

    /** The owner of a partition, if it is known and another node than this one. */
    Optional<NodeAddress> ownerElsewhere(int partition) {
        return placements.of(partition).owner().filter(this::isElsewhere);
    }

    List<NodeAddress> standbysElsewhere(int partition) {
        return placements.of(partition).standbys().stream()
                .filter(this::isElsewhere)
                .toList();
    }

    private boolean isElsewhere(NodeAddress node) {
        return self.isPresent() && !self.get().equals(node);
    }
}
