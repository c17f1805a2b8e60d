package dev.footfall.aggregator.topology;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets a thread that has had nothing to do for a second wait longer for records, which end the wait: each of its rounds costs
 * processor time, here and on the brokers. What else happens, such as a new assignment, waits as long. Safe for many threads.
 */
final class ThreadRest {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration LONG_WAIT = Duration.ofMillis(250);

    static final ThreadRest NEVER = new ThreadRest(() -> 0);

    private final LongSupplier nanos;
    private final ThreadLocal<Long> workedNanos;

    ThreadRest(LongSupplier nanos) {
        this.nanos = nanos;
        this.workedNanos = ThreadLocal.withInitial(nanos::getAsLong);
    }

    LongSupplier clock() {
        return nanos;
    }

    /** Notes that this thread has something to do, or will soon, that no record brings. */
    void works() {
        workedNanos.set(nanos.getAsLong());
    }

    /** The time for which this thread may wait for records; no other than {@code asked} while it is to do something. */
    Duration wait(Duration asked) {
        boolean isQuiet = nanos.getAsLong() - workedNanos.get() > QUIET_NANOS;
        return isQuiet && !asked.isZero() && asked.compareTo(LONG_WAIT) < 0 ? LONG_WAIT : asked;
    }
}
