package dev.footfall.queryapi.http;

import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class RequestTurn implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestTurn.class);

    final long beganNanos = System.nanoTime();
    private final Set<RequestTurn> turns;
    private final Runnable late;
    private final AtomicBoolean isTaken = new AtomicBoolean();
    private final CountDownLatch lateAnswer = new CountDownLatch(1);
    private final Thread route = Thread.currentThread();
    private boolean isEnded;
    private boolean isInterrupted;

    RequestTurn(Set<RequestTurn> turns, Runnable late) {
        this.turns = turns;
        this.late = late;
    }

    /** If not, the watch has answered when this returns. */
    boolean take() {
        if (isTaken.compareAndSet(false, true)) return true;
        try {
            lateAnswer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    void answerLate() {
        if (!isTaken.compareAndSet(false, true)) return;
        try {
            late.run();
        } catch (RuntimeException e) { // the edge of the watch's thread: the client may be gone
            LOG.debug("A late request was not answered", e);
        } finally {
            lateAnswer.countDown();
            interrupt();
        }
    }

    /** Ends what the route waits for, or reads; its thread may have another request already. */
    private synchronized void interrupt() {
        if (isEnded) return;
        isInterrupted = true;
        route.interrupt();
    }

    @Override
    public void close() {
        turns.remove(this);
        isTaken.set(true); // also when the route threw: from now on the reply is not the watch's
        synchronized (this) {
            isEnded = true;
            if (isInterrupted) isInterrupted = !Thread.interrupted();
        }
    }
}
