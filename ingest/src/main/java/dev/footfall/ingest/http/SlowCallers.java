package dev.footfall.ingest.http;

import dev.footfall.ingest.http.Bodies.Submission;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Cuts bodies that come in too slowly, so that none keeps its memory for as long as it likes. It is a handler to start and
 * stop with the server.
 */
final class SlowCallers extends Handler.Wrapper {
    private final Pace pace;
    private final Map<Bodies.Reception, Window> bodies = new ConcurrentHashMap<>();
    private volatile Scheduler.Task next = () -> true;

    /**
     * The pace at which a request has to come in.
     *
     * @param time in which a head has to be whole, once it has begun
     * @param bytes the least bytes of a body in each such time, unless it ends
     */
    record Pace(Duration time, int bytes) {
        static final Pace STANDARD = new Pace(Duration.ofSeconds(10), 64 << 10);
    }

    SlowCallers(Pace pace) {
        this.pace = pace;
    }

    /** The end of a body, which is watched over until then. */
    CompletableFuture<Submission<byte[]>> endOf(Bodies.Reception body) {
        bodies.put(body, new Window());
        return body.end().whenComplete((said, failure) -> bodies.remove(body));
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
        bodies.forEach((body, window) -> lookAtBody(body, window, now));
        if (isRunning()) lookLater();
    }

    private void lookAtBody(Bodies.Reception body, Window window, long now) {
        if (!window.isOver(now)) return;
        long received = body.received();
        if (received - window.bytes < pace.bytes()) body.cut(Replies.tooSlow());
        else window.restart(received, now);
    }

    /** A time in which something has to come. Belongs to the thread that looks. */
    private final class Window {
        private long bytes;
        private long sinceNanos = System.nanoTime();

        private boolean isOver(long nowNanos) {
            return nowNanos - sinceNanos >= pace.time().toNanos();
        }

        private void restart(long bytesNow, long nowNanos) {
            bytes = bytesNow;
            sinceNanos = nowNanos;
        }
    }
}
