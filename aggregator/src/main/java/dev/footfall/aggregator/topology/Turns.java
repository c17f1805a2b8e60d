package dev.footfall.aggregator.topology;

import dev.footfall.events.TopicSpec;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * The turns of the counting threads while the log is caught up with: there are as many as cores, and those threads have them whose
 * partitions have most left. With even shares of the cores the thread of the largest partition would be alone in the end, on
 * one core of all.
 *
 * <p>A turn lasts for some polls, since each thread finds another one's data in its core's cache. It is kept as long as nobody who
 * waits has more left. Near the log's end nobody waits; nor does anybody wait for long, because a turn may be spent waiting
 * for a broker.
 */
final class Turns {
    /** The least time of a turn while others wait. */
    static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** The longest wait for a turn of an instance's threads. */
    static final Duration LONGEST_WAIT = Duration.ofMillis(100);

    private final CommitPace.Backlog backlog;
    private final LongSupplier nanos;
    private final Duration longestWait;
    private final PriorityQueue<Lane> waiting = new PriorityQueue<>(
            Comparator.comparingLong((Lane lane) -> lane.left).reversed());
    private int free;

    /**
     * Turns of all threads of an instance.
     *
     * @param most the number at a time
     * @param longestWait the time after which a thread counts beside the others
     * @param nanos a clock of any origin
     */
    Turns(int most, Duration longestWait, CommitPace.Backlog backlog, LongSupplier nanos) {
        this.free = most;
        this.longestWait = longestWait;
        this.backlog = backlog;
        this.nanos = nanos;
    }

    /** The turns of one thread. */
    Lane lane() {
        return new Lane();
    }

    private synchronized boolean claim(Lane lane) {
        if (free > 0) {
            free--;
            return true;
        }
        waiting.add(lane);
        return false;
    }

    private synchronized void release() {
        if (free < 0 || waiting.isEmpty()) free++;
        else waiting.remove().granted.release();
    }

    /** True if none of those who wait has more left. */
    private synchronized boolean isFirst(Lane lane) {
        Lane next = waiting.peek();
        return next == null || next.left <= lane.left;
    }

    /** Takes a turn beyond the number, unless one was granted in the same moment. */
    private synchronized void insist(Lane lane) {
        if (waiting.remove(lane)) free--;
        else lane.granted.acquireUninterruptibly();
    }

    /** The turns of one thread, which alone calls it. */
    final class Lane {
        private final Map<TopicPartition, Long> next = new HashMap<>();
        private final Semaphore granted = new Semaphore(0);
        private long left;
        private long beganNanos;
        private boolean hasTurn;

        /** Waits for a turn, unless the thread has one or needs none, before these records are counted. */
        void begin(ConsumerRecords<?, ?> polled, Set<TopicPartition> assigned) {
            note(polled, assigned);
            if (polled.isEmpty() || left < CommitPace.CATCHING_UP_RECORDS) {
                end();
            } else if (!hasTurn) {
                hasTurn = true;
                if (!claim(this)) await();
                beganNanos = nanos.getAsLong();
            }
        }

        private void note(ConsumerRecords<?, ?> polled, Set<TopicPartition> assigned) {
            for (TopicPartition partition : polled.partitions()) {
                List<? extends ConsumerRecord<?, ?>> records = polled.records(partition);
                if (!TopicSpec.DOWNLOAD_EVENTS.isNamed(partition.topic())) continue;
                next.put(partition, records.get(records.size() - 1).offset() + 1);
            }
            next.keySet().retainAll(assigned);
            left = 0;
            next.forEach((partition, offset) -> left += backlog.lag(partition.partition(), offset));
        }

        private void await() {
            try {
                if (!granted.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) insist(this);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                insist(this);
            }
        }

        /** Ends the turn if it is over. */
        void endIfOver() {
            if (!hasTurn || nanos.getAsLong() - beganNanos < SHORTEST_NANOS) return;
            if (!isFirst(this)) end();
        }

        /** Ends the turn, if the thread has one. */
        void end() {
            if (!hasTurn) return;
            hasTurn = false;
            release();
        }
    }
}
