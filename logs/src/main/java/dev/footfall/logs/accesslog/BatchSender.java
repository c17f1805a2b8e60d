package dev.footfall.logs.accesslog;

import dev.footfall.ingest.publish.Delivery;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.logs.accesslog.BatchSender.UndeliveredException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Sends batches, a bounded number at once, encoded by a thread of its own; one refused is sent again with pauses. */
final class BatchSender implements AutoCloseable {
    /** Of a thousand lines: with 8, two thirds of the rate, waiting; with 64, four fifths, as more is alive to be collected. */
    private static final int MAX_IN_FLIGHT = 16;

    /** With {@link Backoff}, two minutes of pauses and each attempt's own time-out. */
    static final int MAX_ATTEMPTS = 30;

    private final EventPublisher publisher;
    private final Backoff.Sleeper sleeper;
    private final Consumer<String> notices;
    private final Deque<Pending> inFlight = new ArrayDeque<>();
    private final ExecutorService encoder =
            Executors.newSingleThreadExecutor(work -> new Thread(work, "footfall-import-encoder"));
    private LineTotals delivered = LineTotals.NONE;
    private boolean isAway;

    BatchSender(EventPublisher publisher, Backoff.Sleeper sleeper, Consumer<String> notices) {
        this.publisher = publisher;
        this.sleeper = sleeper;
        this.notices = notices;
    }

    private record Pending(LineBatch batch, CompletableFuture<Delivery> delivery) {}

    /** Waits while too many are on their way; fails if an earlier one was refused too often. */
    void send(LineBatch batch) throws InterruptedException {
        if (inFlight.size() == MAX_IN_FLIGHT) settleFirst();
        inFlight.addLast(new Pending(batch, handOver(batch)));
    }

    /** Waits until everything handed over is durable; fails as {@link #send} does. */
    LineTotals drain() throws InterruptedException {
        while (!inFlight.isEmpty()) settleFirst();
        return delivered;
    }

    private void settleFirst() throws InterruptedException {
        Pending pending = inFlight.removeFirst();
        Delivery delivery = await(pending.delivery());
        if (delivery instanceof Delivery.Acknowledged) isAway = false;
        for (int failed = 1; delivery instanceof Delivery.Unacknowledged unavailable; failed++) {
            if (failed == MAX_ATTEMPTS) throw undelivered(unavailable);
            noticeAbsence(unavailable);
            sleeper.sleep(Backoff.after(failed));
            delivery = await(handOver(pending.batch()));
        }
        delivered = delivered.plus(pending.batch().totals());
    }

    private CompletableFuture<Delivery> handOver(LineBatch batch) {
        return CompletableFuture.completedFuture(batch).thenComposeAsync(full -> full.sendTo(publisher), encoder);
    }

    private void noticeAbsence(Delivery.Unacknowledged unavailable) {
        if (!isAway) notices.accept("Kafka is not accepting events (" + unavailable.reason() + "); trying again");
        isAway = true;
    }

    @Override
    public void close() {
        encoder.shutdownNow();
    }

    private UndeliveredException undelivered(Delivery.Unacknowledged unavailable) {
        return new UndeliveredException("Kafka did not accept events in " + MAX_ATTEMPTS + " attempts ("
                + unavailable.reason() + "); the first " + delivered.lines()
                + " lines are in the log; import again when Kafka is back: no line counts twice");
    }

    static Delivery await(CompletableFuture<Delivery> delivery) throws InterruptedException {
        try {
            return delivery.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a publisher failed instead of answering", e.getCause());
        }
    }

    /** Kafka did not take events although they were sent again and again; sending all of them once more is safe. */
    public static final class UndeliveredException extends IllegalStateException {
        private static final long serialVersionUID = 1;

        UndeliveredException(String message) {
            super(message);
        }
    }
}
