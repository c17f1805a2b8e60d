package dev.footfall.queryapi.route;

import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.aggregator.cluster.Placement;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.peers.PeerMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;

/** A node that has all partitions, behind a real port; and the reader of another one that has none. */
public final class RemoteNode implements AutoCloseable {
    private final HttpWire wire = new HttpWire();
    private final NodeAddress address;
    private final InMemoryState here;

    /**
     * Both nodes.
     *
     * @param there what the node with the partitions has
     * @param here what the other one has: the registrations
     */
    public RemoteNode(LocalState there, InMemoryState here) {
        var node = new LocalNode(there, Optional.empty(), true, OneNode.NAMES);
        this.address = wire.open(new PeerQueryHandler(any -> Optional.of(node), OneNode.CODEC, there.partitions()));
        this.here = here;
        for (int partition = 0; partition < here.partitions(); partition++) here.elsewhere(partition);
    }

    public StateReader reader() {
        var cluster = new Cluster(
                "main",
                Optional.of(new NodeAddress("here", 1)),
                partition -> new Placement(Optional.of(address), List.of()),
                wire.peers(),
                new PeerMeters(new SimpleMeterRegistry()),
                PeerPatience.STANDARD);
        return new StateReader(new LocalNode(here, Optional.empty(), true, OneNode.NAMES), cluster, OneNode.CODEC);
    }

    @Override
    public void close() {
        wire.close();
    }
}
