package dev.footfall.queryapi.peers;

import dev.footfall.aggregator.cluster.NodeAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The other nodes, as one asks them. The futures never fail; cancelling one gives up the request. Safe for many threads. */
@FunctionalInterface
public interface Peers {
    /** Asks a question whose whole answer is held. */
    default CompletableFuture<PeerReply> ask(NodeAddress peer, byte[] question, Duration patience) {
        return open(peer, question, patience);
    }

    /** Asks a question whose answer is read while it comes in; {@code patience} is for its beginning. */
    CompletableFuture<PeerReply> open(NodeAddress peer, byte[] question, Duration patience);
}
