package dev.footfall.queryapi.http;

import io.micrometer.core.instrument.util.NamedThreadFactory;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The time that a request's route has, or a client for a piece of its answer. When it is up, the watch answers in the route's place and interrupts the route,
 * whose own answer is not sent. A route runs on its own thread all the same, so a request in time costs no change of threads.
 */
final class TimeLimit implements AutoCloseable {

    /** A task for each request would wake a thread for each: a twelfth of what a small answer takes. */
    private static final int LOOKS_PER_LIMIT = 16;

    /** A late answer may wait for its client, who must be cut meanwhile. */
    private static final int THREADS = 2;

    private final Set<RequestTurn> routes = ConcurrentHashMap.newKeySet();
    private final Set<RequestTurn> pieces = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch =
            Executors.newScheduledThreadPool(THREADS, new NamedThreadFactory("query-time-limit"));

    TimeLimit(Limits.Patience patience) {
        watch(routes, patience.handling());
        watch(pieces, patience.piece());
    }

    private void watch(Set<RequestTurn> turns, Duration limit) {
        long pauseMillis = Math.max(1, limit.toMillis() / LOOKS_PER_LIMIT);
        Runnable look = () -> {
            long now = System.nanoTime();
            for (RequestTurn turn : turns) {
                if (now - turn.beganNanos > limit.toNanos()) turn.answerLate();
            }
        };
        var unused = watch.scheduleWithFixedDelay(look, pauseMillis, pauseMillis, TimeUnit.MILLISECONDS);
    }

    RequestTurn ofRoute(Runnable answerLate) {
        return begin(routes, answerLate);
    }

    RequestTurn ofPiece(Runnable cut) {
        return begin(pieces, cut);
    }

    private static RequestTurn begin(Set<RequestTurn> turns, Runnable late) {
        var turn = new RequestTurn(turns, late);
        turns.add(turn);
        return turn;
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
