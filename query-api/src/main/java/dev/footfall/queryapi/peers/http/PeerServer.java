package dev.footfall.queryapi.peers.http;

import dev.footfall.aggregator.cluster.Placements.NodeAddress;
import dev.footfall.queryapi.peers.PeerMeters;
import dev.footfall.queryapi.peers.PeerSecret;
import dev.footfall.queryapi.peers.QuestionHandler;
import dev.footfall.web.BufferedBodies;
import dev.footfall.web.Listener;
import dev.footfall.web.Permits;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The port of a node's peers. It is bound before the node counts, because the node tells the others its number; until
 * {@link #answerBy} it answers that it is starting.
 */
public final class PeerServer implements AutoCloseable {
    private static final int MAX_THREADS = 200;
    private static final int MAX_CONNECTIONS = 2_000;
    private static final int MAX_HEAD_BYTES = 4 << 10;
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration QUESTION = Duration.ofSeconds(2);
    private static final int QUESTIONS_WAITED_FOR = 128;

    private final Javalin javalin;
    private final PeerHandler handler;
    private final String host;

    private PeerServer(Javalin javalin, PeerHandler handler, String host) {
        this.javalin = javalin;
        this.handler = handler;
        this.host = host;
    }

    /**
     * Takes the port.
     *
     * @param address the address to listen on; port 0 lets the system choose one
     * @throws IllegalStateException if the port cannot be had; the message names it and its key
     */
    public static PeerServer bind(BindAddress address, PeerSecret secret, PeerMeters meters) {
        var handler = new PeerHandler(secret, meters);
        Javalin javalin = Javalin.create(settings -> {
            listen(settings, address);
            settings.jetty.modifyServer(server -> {
                var waiting = new Permits("questions", QUESTIONS_WAITED_FOR, QUESTIONS_WAITED_FOR, meters.registry());
                server.insertHandler(new BufferedBodies(QUESTION, waiting, Request::getRemoteAddr));
                server.insertHandler(new SignedHeads(secret, new SignedHeads.Nonces(InstantSource.system())));
            });
            settings.routes.before(handler);
        });
        return new PeerServer(javalin.start(), handler, address.host());
    }

    /**
     * The address to listen on.
     *
     * @param host of this machine, by which peers reach it ({@code peers.host})
     * @param port 0 to 65535 ({@code peers.port})
     */
    public record BindAddress(String host, int port) {}

    private static void listen(JavalinConfig settings, BindAddress address) {
        new Listener(address.host(), address.port(), "peers-http", MAX_THREADS)
                .listen(settings, PeerServer::bound, cause -> cannotListen(address, cause));
        Listener.withoutWebSockets(settings);
        settings.jetty.modifyHttpConfiguration(http -> http.setRequestHeaderSize(MAX_HEAD_BYTES));
        settings.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    }

    private static void bound(ServerConnector connector) {
        connector.setIdleTimeout(IDLE.toMillis());
        connector.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
    }

    private static String cannotListen(BindAddress address, Throwable cause) {
        return "The peers' port cannot be had on " + address.host() + " port " + address.port() + ": "
                + Listener.reason(cause) + " (peers.host and peers.port choose another)";
    }

    public NodeAddress address() {
        return new NodeAddress(host, javalin.port());
    }

    public void answerBy(QuestionHandler questions) {
        handler.answerBy(questions);
    }

    @Override
    public void close() {
        Listener.stop(javalin);
    }
}
