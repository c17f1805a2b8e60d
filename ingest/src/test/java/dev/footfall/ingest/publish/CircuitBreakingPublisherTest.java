package dev.footfall.ingest.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.events.DownloadEvent;
import dev.footfall.ingest.publish.CircuitBreakingPublisher.AckWatch;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitBreakingPublisherTest {
    private static final Delivery ACKNOWLEDGED = new Delivery.Acknowledged();
    private static final Delivery LOST = new Delivery.Unacknowledged("too late");

    private final InMemoryPublisher log = new InMemoryPublisher();
    private final AtomicBoolean hasRoom = new AtomicBoolean(true);
    private final AtomicBoolean isReachable = new AtomicBoolean(true);
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private final CircuitBreakingPublisher.Sending kafka =
            new CircuitBreakingPublisher.Sending(hasRoom::get, acknowledged::get);
    private final CircuitBreakingPublisher publisher =
            new CircuitBreakingPublisher(log, kafka, isReachable::get, nanos::incrementAndGet);
    private final List<DownloadEvent> events = EventPublisherContract.events("e", 1);

    @Test
    void refusesAtOnceWhenTheBufferIsFull() {
        hasRoom.set(false);

        assertInstanceOf(
                Delivery.Unacknowledged.class, publisher.publish(events).join());
        assertEquals(List.of(), log.events());
    }

    @Test
    void letsManyWaitWhileTheLogOwesAnAnswerForAMoment() {
        log.hold();

        hand(publisher);
        waitBearably();
        hand(publisher);

        assertEquals(2, log.waiting());
    }

    @Test
    void refusesAtOnceWhatComesInALongSilence() {
        log.hold();
        CompletableFuture<Delivery> first = publisher.publish(events);
        waitTooLong();

        Delivery second = publisher.publish(events).join();

        assertEquals(new Delivery.Unacknowledged("refused immediately: nothing is acknowledged"), second);
        assertEquals(1, log.waiting());
        assertFalse(first.isDone());
    }

    @Test
    void letsBatchesInWhileRecordsOfOthersAreAcknowledged() {
        log.hold();
        hand(publisher);
        waitTooLong();

        acknowledged.incrementAndGet();
        hand(publisher);

        assertEquals(2, log.waiting());
    }

    @Test
    void takesBatchesAgainWithTheFirstAcknowledgement() {
        log.hold();
        CompletableFuture<Delivery> first = publisher.publish(events);
        waitTooLong();

        log.decide(ACKNOWLEDGED);
        hand(publisher);
        hand(publisher);

        assertEquals(ACKNOWLEDGED, first.join());
        assertEquals(2, log.waiting());
    }

    @Test
    void triesOneBatchAtATimeOnceNothingWaits() {
        silenceEndsInFailure();

        hand(publisher);
        hand(publisher);

        assertEquals(1, log.waiting());
        log.decide(LOST);
        hand(publisher);
        assertEquals(1, log.waiting());
        log.decide(ACKNOWLEDGED);
        hand(publisher);
        hand(publisher);
        assertEquals(2, log.waiting());
    }

    @Test
    void triesNothingWhileNoBrokerAnswers() {
        silenceEndsInFailure();
        isReachable.set(false);

        assertInstanceOf(
                Delivery.Unacknowledged.class, publisher.publish(events).join());
        assertEquals(0, log.waiting());
        isReachable.set(true);
        hand(publisher);
        assertEquals(1, log.waiting());
    }

    @Test
    void doesNotTakeAnEmptyBatchForASignOfLife() {
        log.hold();
        hand(publisher);
        waitTooLong();

        assertEquals(ACKNOWLEDGED, publisher.publish(List.of()).join());
        assertInstanceOf(
                Delivery.Unacknowledged.class, publisher.publish(events).join());
    }

    @Test
    void doesNotWaitForABatchThatWasNeverHandedOver() {
        var broken = new AtomicBoolean(true);
        var prompt = new CircuitBreakingPublisher(
                log,
                kafka,
                () -> {
                    if (broken.get()) throw new IllegalArgumentException("a bug");
                    return true;
                },
                nanos::incrementAndGet);
        log.hold();
        hand(prompt);
        waitTooLong();
        log.decide(LOST);

        assertThrows(IllegalArgumentException.class, () -> prompt.publish(events));
        broken.set(false);
        hand(prompt);

        assertEquals(1, log.waiting());
    }

    private void hand(CircuitBreakingPublisher to) {
        var unused = to.publish(events);
    }

    private void silenceEndsInFailure() {
        log.hold();
        hand(publisher);
        waitTooLong();
        log.decide(LOST);
    }

    private void waitBearably() {
        nanos.addAndGet(AckWatch.BEARABLE.toNanos() - 10);
    }

    private void waitTooLong() {
        nanos.addAndGet(AckWatch.BEARABLE.toNanos() + 1);
    }
}
