package dev.footfall.aggregator.recovery;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Time;

/** The time at the start plus what a clock nobody sets has run: else Kafka Streams waits for a clock put back. */
public final class SteadyTime implements Time {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LongSupplier nanos;
    private final long startNanos;
    private final long startMillis;

    /** {@code nanos} is a clock of any origin, which runs while the process is paused. */
    public SteadyTime(LongSupplier nanos, long nowMillis) {
        this.nanos = nanos;
        this.startNanos = nanos.getAsLong();
        this.startMillis = nowMillis;
    }

    @Override
    public long milliseconds() {
        return startMillis + (nanoseconds() - startNanos) / NANOS_PER_MILLI;
    }

    @Override
    public long nanoseconds() {
        return nanos.getAsLong();
    }

    @Override
    public void sleep(long millis) {
        LockSupport.parkNanos(millis * NANOS_PER_MILLI);
    }

    @Override
    public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMillis)
            throws InterruptedException {
        synchronized (object) {
            while (!condition.get()) {
                long left = deadlineMillis - milliseconds();
                if (left <= 0) throw new TimeoutException("the condition was not met in time");
                object.wait(left);
            }
        }
    }
}
