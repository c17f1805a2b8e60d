package dev.footfall.queryapi.route;

import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.queryapi.peers.Peers;
import dev.footfall.queryapi.peers.QuestionHandler;

/** The connection of the nodes of a test. */
interface Wire extends AutoCloseable {
    /** Opens a port of which that handler answers the questions. */
    NodeAddress open(QuestionHandler handler);

    /** Closes the port as if its process had gone. */
    void kill(NodeAddress node);

    Peers peers();

    @Override
    void close();
}
