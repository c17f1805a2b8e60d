package dev.footfall.queryapi.route;

import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.queryapi.peers.HttpPeers;
import dev.footfall.queryapi.peers.PeerMeters;
import dev.footfall.queryapi.peers.PeerSecret;
import dev.footfall.queryapi.peers.Peers;
import dev.footfall.queryapi.peers.QuestionHandler;
import dev.footfall.queryapi.peers.http.PeerServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Nodes that reach one another over loopback, as in production. */
final class HttpWire implements Wire {
    static final PeerSecret SECRET = new PeerSecret("0123456789abcdef0123456789abcdef");

    private final Map<NodeAddress, PeerServer> servers = new ConcurrentHashMap<>();
    private final Peers peers = new HttpPeers(SECRET);

    @Override
    public NodeAddress open(QuestionHandler handler) {
        var wanted = new PeerServer.BindAddress("127.0.0.1", 0);
        PeerServer server = PeerServer.bind(wanted, SECRET, new PeerMeters(new SimpleMeterRegistry()));
        server.answerBy(handler);
        servers.put(server.address(), server);
        return server.address();
    }

    @Override
    public void kill(NodeAddress node) {
        Optional.ofNullable(servers.get(node)).ifPresent(PeerServer::close);
    }

    @Override
    public Peers peers() {
        return peers;
    }

    @Override
    public void close() {
        servers.values().forEach(PeerServer::close);
    }
}
