package dev.footfall.web;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/** Cuts connections whose client sends a head too slowly: a byte now and then keeps off an idle timeout for ever. */
public final class HeadTimeouts extends AbstractLifeCycle {
    private static final int LOOKS_PER_PATIENCE = 10;

    private final ServerConnector connector;
    private final Duration patience;
    private Map<EndPoint, Progress> connections = new HashMap<>();
    private volatile Scheduler.Task nextLook = () -> false;

    /** Add it as a bean of the connector. A head must be whole {@code patience} after it has begun. */
    public HeadTimeouts(ServerConnector connector, Duration patience) {
        this.connector = connector;
        this.patience = patience;
    }

    @Override
    protected void doStart() {
        lookLater();
    }

    @Override
    protected void doStop() {
        nextLook.cancel();
    }

    private void lookLater() {
        long pauseMillis = Math.max(1, patience.toMillis() / LOOKS_PER_PATIENCE);
        nextLook = connector.getScheduler().schedule(this::look, pauseMillis, TimeUnit.MILLISECONDS);
    }

    private void look() {
        Map<EndPoint, Progress> open = new HashMap<>();
        long now = System.nanoTime();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            Connection connection = endPoint.getConnection();
            if (connection == null) continue;
            Progress progress =
                    connections.getOrDefault(endPoint, Progress.NONE).seen(connection, now);
            if (now - progress.sinceNanos > patience.toNanos()) endPoint.close();
            else open.put(endPoint, progress);
        }
        connections = open;
        if (isRunning() || isStarting()) lookLater();
    }

    /**
     * @param requests the number of requests before it
     * @param bytesBefore the most bytes that those were
     * @param sinceNanos when there were not yet more
     */
    private record Progress(long requests, long bytesBefore, boolean isBegun, long sinceNanos) {
        static final Progress NONE = new Progress(0, 0, false, 0);

        Progress seen(Connection connection, long nowNanos) {
            long in = connection.getMessagesIn();
            long bytes = connection.getBytesIn();
            boolean isAnswering = in > connection.getMessagesOut();
            if (isAnswering || in != requests) return new Progress(in, bytes, false, nowNanos);
            return new Progress(in, bytesBefore, bytes > bytesBefore, isBegun ? sinceNanos : nowNanos);
        }
    }
}
