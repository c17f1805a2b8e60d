package dev.footfall.queryapi.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time that a request's route has, or a client for a piece of its answer. When it is up, the watch answers in the route's place and interrupts the route,
 * whose own answer is not sent. A route runs on its own thread all the same, so a request in time costs no change of threads.
 */
final class TimeLimit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TimeLimit.class);

    /** A late answer may wait for its client, and another one has to be cut meanwhile. */
    private static final int THREADS = 2;

    private final ScheduledThreadPoolExecutor watch =
            new ScheduledThreadPoolExecutor(THREADS, TimeLimit::thread, new ThreadPoolExecutor.DiscardPolicy());

    private final Limits.Patience patience;

    TimeLimit(Limits.Patience patience) {
        this.patience = patience;
        watch.setRemoveOnCancelPolicy(true);
    }

    /** The turn of a request that begins now; {@code answerLate} is run if it takes too long. */
    Turn ofRoute(Runnable answerLate) {
        return new Turn(patience.handling(), answerLate);
    }

    /** The turn of a client who is sent a piece of an answer now; {@code cut} is run if it is not taken in time. */
    Turn ofPiece(Runnable cut) {
        return new Turn(patience.piece(), cut);
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "query-time-limit");
        thread.setDaemon(true);
        return thread;
    }

    /** One request's time. Either its route answers, or the watch does. */
    final class Turn implements AutoCloseable {
        private final Runnable late;
        private final AtomicBoolean isTaken = new AtomicBoolean();
        private final CountDownLatch lateAnswer = new CountDownLatch(1);
        private final Thread route = Thread.currentThread();
        private final Future<?> end;
        private boolean isEnded;
        private boolean isInterrupted;

        private Turn(Duration limit, Runnable late) {
            this.late = late;
            this.end = watch.schedule(this::answerLate, limit.toNanos(), TimeUnit.NANOSECONDS);
        }

        /** True if the route may answer; if not, the watch has answered when this returns. */
        boolean take() {
            if (isTaken.compareAndSet(false, true)) return true;
            try {
                lateAnswer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        }

        private void answerLate() {
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
            end.cancel(false);
            isTaken.set(true); // also when the route threw: from now on the reply is not the watch's
            synchronized (this) {
                isEnded = true;
                if (isInterrupted) isInterrupted = !Thread.interrupted();
            }
        }
    }
}
