package dev.footfall.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A number of concurrency permits, limited in all and per caller. Nobody waits for one. Safe for many threads. */
public final class Permits {
    private final Map<String, Integer> takenByCaller = new HashMap<>();
    private final int mostOfOne;
    private final boolean leavesSome;
    private final Counter crowded;
    private int free;

    /** {@code what} is the name in metrics. */
    public Permits(String what, int most, int mostOfOne, MeterRegistry metrics) {
        this(what, most, mostOfOne, false, metrics);
    }

    private Permits(String what, int most, int mostOfOne, boolean leavesSome, MeterRegistry metrics) {
        this.free = most;
        this.leavesSome = leavesSome;
        this.mostOfOne = mostOfOne;
        this.crowded = Counter.builder("footfall.query.crowded")
                .description("Requests refused (503, 429) because too many were in progress")
                .tag("what", what)
                .register(metrics);
    }

    /** Permits taken for long: a caller gets at most half as many as are free, so that some are left for others. */
    public static Permits leavingSome(String what, int most, int mostOfOne, MeterRegistry metrics) {
        return new Permits(what, most, mostOfOne, true, metrics);
    }

    /** A permit, until it is closed. Throws {@link Exhausted} if all are taken, or as many as this caller gets. */
    public synchronized Permit take(String caller) throws Exhausted {
        int own = takenByCaller.getOrDefault(caller, 0);
        if (free == 0 || own >= share()) {
            crowded.increment();
            throw new Exhausted(free > 0);
        }
        free--;
        takenByCaller.put(caller, own + 1);
        return new Permit(caller);
    }

    private int share() {
        return leavesSome ? Math.min(mostOfOne, Math.max(1, free / 2)) : mostOfOne;
    }

    private synchronized void giveBack(String caller) {
        free++;
        takenByCaller.computeIfPresent(caller, (any, own) -> own == 1 ? null : own - 1);
    }

    /** A taken permit; closing it once or more gives it back. */
    public final class Permit implements AutoCloseable {
        private final String caller;
        private final AtomicBoolean isTaken = new AtomicBoolean(true);

        private Permit(String caller) {
            this.caller = caller;
        }

        @Override
        public void close() {
            if (isTaken.compareAndSet(true, false)) giveBack(caller);
        }
    }

    public static final class Exhausted extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean isCallersShare;

        private Exhausted(boolean isCallersShare) {
            super(null, null, false, false); // an answer, not a fault: nobody reads its stack
            this.isCallersShare = isCallersShare;
        }

        /** 429 if the caller has taken too many themselves, 503 if all have. */
        public int status() {
            return isCallersShare ? 429 : 503;
        }
    }
}
