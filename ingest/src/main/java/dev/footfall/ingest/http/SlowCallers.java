package dev.footfall.ingest.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/** Ends requests that come in too slowly, so that none keeps its connection and memory for as long as it likes. */
final class SlowCallers extends Handler.Wrapper implements Connection.Listener {
    private final Pace pace;
    private final Map<Connection, Window> heads = new ConcurrentHashMap<>();
    private final Map<Reception, Window> bodies = new ConcurrentHashMap<>();
    private volatile Scheduler.Task next = () -> true;

    /**
     * The pace at which a request has to come in.
     *
     * @param time in which a head has to be whole, once it has begun
     * @param bytes how many bytes a body has to bring in each such time, or its end
     */
    record Pace(Duration time, int bytes) {
        static final Pace STANDARD = new Pace(Duration.ofSeconds(10), 64 << 10);
    }

    SlowCallers(Pace pace) {
        this.pace = pace;
    }

    /** The end of a body, which is watched over until then. */
    CompletableFuture<Said<byte[]>> endOf(Reception body) {
        bodies.put(body, new Window(0));
        return body.end().whenComplete((said, failure) -> bodies.remove(body));
    }

    @Override
    public void onOpened(Connection connection) {
        heads.put(connection, new Window(0));
    }

    @Override
    public void onClosed(Connection connection) {
        heads.remove(connection);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        heads.remove(connection);
        Request.addCompletionListener(request, failure -> heads.put(connection, new Window(connection.getBytesIn())));
        return super.handle(request, response, callback);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        lookLater();
    }

    @Override
    protected void doStop() throws Exception {
        next.cancel();
        super.doStop();
    }

    private void lookLater() {
        next = getServer().getScheduler().schedule(this::look, pace.time().toMillis() / 10, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = System.nanoTime();
        heads.forEach((connection, window) -> lookAtHead(connection, window, now));
        bodies.forEach((body, window) -> lookAtBody(body, window, now));
        if (isRunning()) lookLater();
    }

    private void lookAtHead(Connection connection, Window window, long now) {
        if (!connection.getEndPoint().isOpen()) heads.remove(connection);
        else if (connection.getBytesIn() == window.bytes) window.restart(window.bytes, now); // none has begun
        else if (window.isOver(now)) connection.getEndPoint().close(); // the connection would say 500
    }

    private void lookAtBody(Reception body, Window window, long now) {
        if (!window.isOver(now)) return;
        long received = body.received();
        if (received - window.bytes < pace.bytes()) body.cut(Reply.tooSlow());
        else window.restart(received, now);
    }

    /** A time in which something has to come. Belongs to the thread that looks. */
    private final class Window {
        private long bytes;
        private long sinceNanos = System.nanoTime();

        private Window(long bytes) {
            this.bytes = bytes;
        }

        private boolean isOver(long nowNanos) {
            return nowNanos - sinceNanos >= pace.time().toNanos();
        }

        private void restart(long bytesNow, long nowNanos) {
            bytes = bytesNow;
            sinceNanos = nowNanos;
        }
    }
}
