package dev.footfall.standalone;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The time from a process's start until it is told to stop (Ctrl-C, SIGTERM) or a room fails for good. The signal waits
 * until everything is closed in order, within a bound.
 */
public final class Lifetime implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final CompletableFuture<Optional<String>> end = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    public Lifetime() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopInOrder, "stop"));
    }

    public void fail(String sentence) {
        end.complete(Optional.of(sentence));
    }

    /** Runs on the thread that ends it. */
    @SuppressWarnings("FutureReturnValueIgnored") // there is nothing to wait for: closing waits for the same
    public void onEnd(Runnable action) {
        end.thenRun(action);
    }

    /** Does a step of the start that may wait for long and leaves nothing to close: the end interrupts it. */
    public void interruptibly(Runnable step) {
        CompletableFuture<Void> interruption = end.thenRun(Thread.currentThread()::interrupt);
        try {
            step.run();
        } finally {
            interruption.cancel(false);
        }
    }

    public boolean isOver() {
        return end.isDone();
    }

    /** Fails if it is over: a start goes no further then, and closes what it has opened. */
    public void requireOngoing() {
        if (!isOver()) return;
        await();
        throw new IllegalStateException("stopped during the start");
    }

    /** Fails if a room failed: its sentence. */
    public void await() {
        end.join().ifPresent(sentence -> {
            throw new IllegalStateException(sentence);
        });
    }

    public void awaitUntil(BooleanSupplier condition) {
        while (!isOver() && !condition.getAsBoolean()) LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void stopInOrder() {
        end.complete(Optional.empty());
        try {
            if (closed.await(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) return;
            System.err.println("footfall: did not shut down cleanly within " + STOP_WITHIN.toSeconds()
                    + " s; nothing acknowledged is lost, but the next start checks the data first");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
