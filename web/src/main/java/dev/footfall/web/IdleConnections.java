package dev.footfall.web;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.component.Graceful;

/**
 * Closes connections on which nothing is asked, when their server stops. Jetty would shorten the idle timeout of all
 * connections instead: one that expires while an answer is written takes the answer with it.
 */
final class IdleConnections extends AbstractLifeCycle implements Graceful {
    private static final long MILLIS_BETWEEN_LOOKS = 20;

    private final ServerConnector connector;
    private Map<EndPoint, Long> idle = new HashMap<>();
    private volatile boolean isShutdown;

    IdleConnections(ServerConnector connector) {
        this.connector = connector;
        connector.setShutdownIdleTimeout(-1);
    }

    @Override
    public CompletableFuture<Void> shutdown() {
        isShutdown = true;
        look();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean isShutdown() {
        return isShutdown;
    }

    /** Closes those that have been idle since the last look. */
    private void look() {
        Map<EndPoint, Long> now = new HashMap<>();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            Connection connection = endPoint.getConnection();
            if (connection == null || !isIdle(endPoint, connection)) continue;
            long bytes = connection.getBytesIn();
            if (Long.valueOf(bytes).equals(idle.get(endPoint))) endPoint.close();
            else now.put(endPoint, bytes);
        }
        idle = now;
        if (!isStopped()) connector.getScheduler().schedule(this::look, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    private static boolean isIdle(EndPoint endPoint, Connection connection) {
        return endPoint instanceof AbstractEndPoint socket
                && socket.getFillInterest().isInterested()
                && connection.getMessagesIn() <= connection.getMessagesOut();
    }
}
