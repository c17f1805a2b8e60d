package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.events.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each lane's wait is known by the thread that stands in it. */
@Timeout(60)
class TurnsTest {
    private static final long END = 1_000_000;
    private static final ConsumerRecords<byte[], byte[]> NOTHING = new ConsumerRecords<>(Map.of(), Map.of());

    private final AtomicLong nanos = new AtomicLong();
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final Turns turns = turns(Duration.ofHours(1));

    @Test
    void goesToTheThreadWithMostLeft() throws InterruptedException {
        Turns.Lane first = turns.lane();
        begin(first, TopicSpec.DOWNLOAD_EVENTS.topic(), END / 2);
        begin("more left", 1_000);
        begin("less left", 900_000);

        first.end();

        assertEquals("more left", begun.take());
    }

    @Test
    void isKeptByTheThreadWithMostLeftHoweverLongItLasts() throws InterruptedException {
        Turns.Lane first = turns.lane();
        begin(first, TopicSpec.DOWNLOAD_EVENTS.topic(), 1_000);
        nanos.addAndGet(10 * Turns.SHORTEST_NANOS);
        first.endIfOver();
        Turns.Lane second = turns.lane();
        Thread waiting = begin("second", second, 900_000);

        first.endIfOver();
        assertEquals(0, begun.size());
        begin(first, TopicSpec.DOWNLOAD_EVENTS.topic(), 950_000);
        first.endIfOver();

        assertEquals("second", begun.take());
        waiting.join();
    }

    @Test
    void lastsForAWhileEvenIfAnotherHasMoreLeft() throws InterruptedException {
        Turns.Lane first = turns.lane();
        begin(first, TopicSpec.DOWNLOAD_EVENTS.topic(), 900_000);
        begin("second", 1_000);

        first.endIfOver();
        assertEquals(0, begun.size());
        nanos.addAndGet(Turns.SHORTEST_NANOS);
        first.endIfOver();

        assertEquals("second", begun.take());
    }

    @Test
    void isNotNeededNearTheLogsEndNorForOtherTopics() {
        begin(turns.lane(), TopicSpec.DOWNLOAD_EVENTS.topic(), 1_000);

        begin(turns.lane(), TopicSpec.DOWNLOAD_EVENTS.topic(), END - CommitPace.CATCHING_UP_RECORDS + 1);
        begin(turns.lane(), TopicSpec.LIKES.topic(), 1_000);
        turns.lane().begin(NOTHING, Set.of());

        assertEquals(0, begun.size()); // nobody had to wait
    }

    @Test
    void endsWhenAPollHasNothing() throws InterruptedException {
        Turns.Lane first = turns.lane();
        begin(first, TopicSpec.DOWNLOAD_EVENTS.topic(), 1_000);
        begin("second", 900_000);

        first.begin(NOTHING, Set.of());

        assertEquals("second", begun.take());
    }

    @Test
    void isNotWaitedForForLong() throws InterruptedException {
        Turns impatient = turns(Duration.ofMillis(1));
        begin(impatient.lane(), TopicSpec.DOWNLOAD_EVENTS.topic(), 1_000);

        begin("second", impatient.lane(), 900_000);

        assertEquals("second", begun.take());
    }

    private Turns turns(Duration longestWait) {
        return new Turns(1, longestWait, (partition, next) -> END - next, nanos::get);
    }

    private void begin(String name, long nextOffset) throws InterruptedException {
        begin(name, turns.lane(), nextOffset);
    }

    /** Begins in a thread of its own, which tells when it had its turn; returns when it waits, or has ended. */
    private Thread begin(String name, Turns.Lane lane, long nextOffset) throws InterruptedException {
        var thread = new Thread(() -> {
            begin(lane, TopicSpec.DOWNLOAD_EVENTS.topic(), nextOffset);
            begun.add(name);
        });
        thread.start();
        // waiting for a time is waiting for a turn; a lock or a class is waited for in another state
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) Thread.sleep(1);
        return thread;
    }

    private static void begin(Turns.Lane lane, String topic, long nextOffset) {
        var partition = new TopicPartition(topic, 3);
        var record = new ConsumerRecord<>(topic, 3, nextOffset - 1, new byte[0], new byte[0]);
        lane.begin(new ConsumerRecords<>(Map.of(partition, List.of(record)), Map.of()), Set.of(partition));
    }
}
