package dev.footfall.queryapi.route;

import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.queryapi.peers.PeerDesk;
import dev.footfall.queryapi.peers.Peers;

/** How the nodes of a test reach one another. */
interface Wire extends AutoCloseable {
    /** Opens a port behind which that desk is. */
    NodeAddress open(PeerDesk desk);

    /** Closes the port as if its process had gone. */
    void kill(NodeAddress node);

    Peers peers();

    @Override
    void close();
}
