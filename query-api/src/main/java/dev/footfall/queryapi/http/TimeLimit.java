package dev.footfall.queryapi.http;

import io.micrometer.core.instrument.util.NamedThreadFactory;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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

    /** A task for each request would wake a thread for each: a twelfth of what a small answer takes. */
    private static final int LOOKS_PER_LIMIT = 16;

    /** A late answer may wait for its client, who has to be cut meanwhile. */
    private static final int THREADS = 2;

    private final Set<Turn> routes = ConcurrentHashMap.newKeySet();
    private final Set<Turn> pieces = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch =
            Executors.newScheduledThreadPool(THREADS, new NamedThreadFactory("query-time-limit"));

    TimeLimit(Limits.Patience patience) {
        watch(routes, patience.handling());
        watch(pieces, patience.piece());
    }

    private void watch(Set<Turn> turns, Duration limit) {
        long pauseMillis = Math.max(1, limit.toMillis() / LOOKS_PER_LIMIT);
        Runnable look = () -> {
            long now = System.nanoTime();
            for (Turn turn : turns) {
                if (now - turn.beganNanos > limit.toNanos()) turn.answerLate();
            }
        };
        var unused = watch.scheduleWithFixedDelay(look, pauseMillis, pauseMillis, TimeUnit.MILLISECONDS);
    }

    Turn ofRoute(Runnable answerLate) {
        return begin(routes, answerLate);
    }

    Turn ofPiece(Runnable cut) {
        return begin(pieces, cut);
    }

    private static Turn begin(Set<Turn> turns, Runnable late) {
        var turn = new Turn(turns, late);
        turns.add(turn);
        return turn;
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    static final class Turn implements AutoCloseable {
        private final long beganNanos = System.nanoTime();
        private final Set<Turn> turns;
        private final Runnable late;
        private final AtomicBoolean isTaken = new AtomicBoolean();
        private final CountDownLatch lateAnswer = new CountDownLatch(1);
        private final Thread route = Thread.currentThread();
        private boolean isEnded;
        private boolean isInterrupted;

        private Turn(Set<Turn> turns, Runnable late) {
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
            turns.remove(this);
            isTaken.set(true); // also when the route threw: from now on the reply is not the watch's
            synchronized (this) {
                isEnded = true;
                if (isInterrupted) isInterrupted = !Thread.interrupted();
            }
        }
    }
}
