package dev.footfall.operations.moves;

import dev.footfall.aggregator.topology.BoundedFetches;
import dev.footfall.aggregator.topology.LogTimes;
import dev.footfall.operations.logfiles.OffsetRange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of a topic's partitions, merged in the order of the log times that each partition has reached: what counting decides by
 * that, it decides in any number of partitions. Those of each partition keep their order. Has up to some hundred records of
 * each partition in memory.
 */
final class MergedPartitions implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MOST_EMPTY_POLLS = 600;
    private static final int ENOUGH = 500;

    private final Consumer<byte[], byte[]> consumer;
    private final LogTimes times;
    private final Map<TopicPartition, PartitionCursor> cursors = new HashMap<>();
    private final Set<PartitionCursor> waiting = new HashSet<>();
    private final PriorityQueue<PartitionCursor> ready = new PriorityQueue<>(
            Comparator.comparingLong(PartitionCursor::reachedMillis).thenComparing(PartitionCursor::partition));

    /** A range to read of a partition, and the log time that it has reached before. */
    record Part(OffsetRange range, long reachedMillis) {}

    private static final class PartitionCursor {
        private final Part part;
        private final Queue<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
        private long reachedMillis;

        PartitionCursor(Part part) {
            this.part = part;
            this.reachedMillis = part.reachedMillis();
        }

        int partition() {
            return part.range().partition();
        }

        long reachedMillis() {
            return reachedMillis;
        }

        /** Looks at the first record that was read. */
        void reach() {
            reachedMillis = Math.max(
                    reachedMillis, Objects.requireNonNull(records.peek()).timestamp());
        }
    }

    /** {@code kafka}: settings of a client, with the isolation; {@code times}: of the log that is read. */
    MergedPartitions(Map<String, Object> kafka, LogTimes times, List<Part> parts) {
        this.times = times;
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, ENOUGH);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 25); // the close waits for the last fetch
        consumer = BoundedFetches.consumer(settings);
        for (Part part : parts) {
            if (part.range().first() < part.range().end())
                cursors.put(part.range().place(), new PartitionCursor(part));
        }
        consumer.assign(cursors.keySet());
        cursors.forEach(
                (place, cursor) -> consumer.seek(place, cursor.part.range().first()));
        waiting.addAll(cursors.values());
    }

    /**
     * The next record; empty if there is none, or if it reaches {@code beforeMillis} or later. Fails if the brokers hand out nothing for
     * a minute.
     */
    Optional<ReachedRecord> next(long beforeMillis) {
        for (int emptyPolls = 0; !waiting.isEmpty(); ) {
            emptyPolls = fetch() ? 0 : emptyPolls + 1;
            if (emptyPolls > MOST_EMPTY_POLLS) {
                OffsetRange range = waiting.iterator().next().part.range();
                throw new IllegalStateException("Kafka returns nothing of " + range.place() + " from offset "
                        + consumer.position(range.place()) + " on");
            }
        }
        PartitionCursor first = ready.peek();
        if (first == null || first.reachedMillis >= beforeMillis) return Optional.empty();
        ready.remove();
        var next = new ReachedRecord(first.records.remove(), first.reachedMillis);
        settle(first);
        return Optional.of(next);
    }

    /** True if anything was read, or passed over. */
    private boolean fetch() {
        consumer.resume(cursors.keySet());
        consumer.pause(cursors.entrySet().stream()
                .filter(cursor -> cursor.getValue().records.size() >= ENOUGH || isRead(cursor.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
        Map<TopicPartition, Long> before = positions();
        var polled = consumer.poll(POLL);
        for (TopicPartition place : polled.partitions()) {
            PartitionCursor cursor = Objects.requireNonNull(cursors.get(place));
            List<ConsumerRecord<byte[], byte[]>> own = polled.records(place).stream()
                    .filter(record -> record.offset() < cursor.part.range().end())
                    .toList();
            cursor.records.addAll(times.of(place, own));
        }
        for (PartitionCursor cursor : List.copyOf(waiting)) {
            waiting.remove(cursor);
            settle(cursor);
        }
        return !before.equals(positions());
    }

    private Map<TopicPartition, Long> positions() {
        return waiting.stream()
                .map(cursor -> cursor.part.range().place())
                .collect(Collectors.toMap(place -> place, consumer::position));
    }

    /** Puts a cursor where it belongs now; nowhere after its last record. */
    private void settle(PartitionCursor cursor) {
        if (!cursor.records.isEmpty()) {
            cursor.reach();
            ready.add(cursor);
        } else if (!isRead(cursor)) {
            waiting.add(cursor);
        }
    }

    private boolean isRead(PartitionCursor cursor) {
        return consumer.position(cursor.part.range().place())
                >= cursor.part.range().end();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
