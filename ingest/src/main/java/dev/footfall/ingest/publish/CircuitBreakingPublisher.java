package dev.footfall.ingest.publish;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A publisher that refuses at once when its buffer is full or Kafka is known to be away, so that callers neither wait
 * nor pile up. Kafka is away when a batch has waited for five seconds and no record was acknowledged meanwhile; what was
 * handed over before keeps waiting for its verdict. When nothing waits any more, one batch at a time is let through as a
 * trial, if a broker answers; the first acknowledgement closes the circuit again.
 */
public final class CircuitBreakingPublisher implements EventPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(CircuitBreakingPublisher.class);

    private final EventPublisher log;
    private final Sending kafka;
    private final BooleanSupplier isReachable;
    private final AckWatch acks;
    private final AtomicBoolean isAway = new AtomicBoolean();

    /** {@code isReachable} may wait for a second, and is asked before a trial only. */
    public CircuitBreakingPublisher(KafkaEventPublisher kafka, BooleanSupplier isReachable) {
        this(kafka, new Sending(kafka::hasRoom, kafka::acknowledged), isReachable, System::nanoTime);
    }

    record Sending(BooleanSupplier hasRoom, LongSupplier acknowledged) {}

    CircuitBreakingPublisher(EventPublisher log, Sending kafka, BooleanSupplier isReachable, LongSupplier nanoClock) {
        this.log = log;
        this.kafka = kafka;
        this.isReachable = isReachable;
        this.acks = new AckWatch(nanoClock);
    }

    @Override
    public <T> CompletableFuture<Delivery> send(RecordKind<T> kind, List<? extends T> batch) {
        if (batch.isEmpty()) return log.send(kind, batch); // nothing to send
        if (!kafka.hasRoom.getAsBoolean()) return refused("the buffer is full");
        AckWatch.SendPermission entry = acks.enter(kafka.acknowledged.getAsLong());
        if (entry == AckWatch.SendPermission.REFUSED) return refused("nothing is acknowledged");
        try {
            boolean isHopeless = entry == AckWatch.SendPermission.TRIAL && !isReachable.getAsBoolean();
            CompletableFuture<Delivery> delivery = isHopeless ? refused("no broker answers") : log.send(kind, batch);
            return delivery.thenApply(this::decided);
        } catch (RuntimeException | Error e) {
            acks.failed();
            throw e;
        }
    }

    private Delivery decided(Delivery delivery) {
        if (delivery instanceof Delivery.Unacknowledged unavailable) {
            acks.failed();
            noteAbsence(unavailable.reason());
        } else {
            acks.acknowledged();
            if (isAway.getAndSet(false)) LOG.warn("Kafka accepts events again");
        }
        return delivery;
    }

    private CompletableFuture<Delivery> refused(String reason) {
        noteAbsence(reason);
        return CompletableFuture.completedFuture(new Delivery.Unacknowledged("refused immediately: " + reason));
    }

    private void noteAbsence(String reason) {
        if (!isAway.getAndSet(true)) LOG.warn("Kafka is not accepting events ({}); callers must try again", reason);
    }

    @Override
    public void close() {
        log.close();
    }

    /**
     * Watch over a log that owes acknowledgements. A silence begins with the first batch handed over after the last one,
     * and only an acknowledgement ends it: a failed batch is no sign of life. Safe for many threads.
     */
    static final class AckWatch {
        /** Longer than brokers that restart in turn take to hand over, shorter than a caller's patience. */
        static final Duration BEARABLE = Duration.ofSeconds(5);

        private final LongSupplier nanoClock;
        private int undecided;
        private boolean isSilent;
        private long sinceNanos;
        private long seen;

        AckWatch(LongSupplier nanoClock) {
            this.nanoClock = nanoClock;
        }

        enum SendPermission {
            OPEN,
            /** The log is away, as far as is known, and this batch may find out whether it still is. */
            TRIAL,
            /** The log is away, and something that waits for it will notice when it is back. */
            REFUSED
        }

        /** {@code records} counts acknowledgements so far, also of unfinished batches. */
        synchronized SendPermission enter(long records) {
            long now = nanoClock.getAsLong();
            if (records != seen) sinceNanos = now;
            seen = records;
            boolean isAway = isSilent && now - sinceNanos > BEARABLE.toNanos();
            if (isAway && undecided > 0) return SendPermission.REFUSED;
            if (!isSilent) sinceNanos = now;
            isSilent = true;
            undecided++;
            return isAway ? SendPermission.TRIAL : SendPermission.OPEN;
        }

        synchronized void acknowledged() {
            undecided--;
            isSilent = undecided > 0;
            sinceNanos = nanoClock.getAsLong();
        }

        synchronized void failed() {
            undecided--;
        }
    }
}
