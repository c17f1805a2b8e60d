package dev.footfall.ingest.sharedlog;

import dev.footfall.ingest.SharedLogUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.ThreadUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shared log that threads use in turn. They wait for one that asks Kafka, in a queue that is bounded, and fail with it if it fails:
 * without Kafka they neither wait one after another nor pile up.
 */
public final class SharedLogClient<S, R> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedLogClient.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long TURN_MILLIS = 20_000;
    private static final int MAX_WAITING = 64;

    private final SharedLog<S, R> log;
    private final String subject;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final ScheduledExecutorService rounds;
    private long refusedUntilNanos;
    private boolean isAway;

    /** {@code subject} is in an operator's words; {@code thread} is the name of the thread of {@link #repeat}. */
    public SharedLogClient(SharedLog<S, R> log, String subject, LongSupplier nanos, String thread) {
        this.log = log;
        this.subject = subject;
        this.nanos = nanos;
        this.refusedUntilNanos = nanos.getAsLong();
        this.rounds = Executors.newSingleThreadScheduledExecutor(ThreadUtils.createThreadFactory(thread, true));
    }

    /** Does the first round now, or closes the log and fails; later ones in the background until the log is closed. */
    public void repeat(Runnable round, Duration pause) {
        try {
            round.run();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        long millis = pause.toMillis();
        var unused = rounds.scheduleWithFixedDelay(() -> tryRound(round), millis, millis, TimeUnit.MILLISECONDS);
    }

    private void tryRound(Runnable round) {
        try {
            round.run();
            isAway = false;
        } catch (RuntimeException e) { // the edge of the thread
            if (!isAway && !rounds.isShutdown())
                LOG.warn("the {} could not be maintained: {}", subject, e.getMessage());
            isAway = true;
        }
    }

    /** Fails with a {@link SharedLogUnavailableException} if its turn takes too long to come. */
    public <T> T inTurn(Supplier<T> work) {
        try {
            boolean isMine = lock.getQueueLength() < MAX_WAITING && lock.tryLock(TURN_MILLIS, TimeUnit.MILLISECONDS);
            if (!isMine) throw new SharedLogUnavailableException("Kafka has not provided the " + subject + " yet");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SharedLogUnavailableException("interrupted while waiting for the " + subject);
        }
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    public void inDueTurn(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /** Fails at once for a moment after a failure. */
    public S change(Function<S, List<R>> change) {
        if (nanos.getAsLong() - refusedUntilNanos < 0) {
            throw new SharedLogUnavailableException("Kafka did not provide the " + subject + " a moment ago");
        }
        try {
            return log.change(change);
        } catch (SharedLogUnavailableException e) {
            refusedUntilNanos = nanos.getAsLong() + PAUSE_NANOS;
            throw e;
        }
    }

    /** A further {@link #change} reads the log again. */
    public void forget() {
        log.close();
    }

    @Override
    public void close() {
        rounds.shutdownNow();
        inDueTurn(log::close);
    }
}
