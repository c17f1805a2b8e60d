package dev.footfall.operations.logfiles;

import dev.footfall.aggregator.recovery.RestoredLog;
import dev.footfall.aggregator.topology.BoundedFetches;
import dev.footfall.aggregator.topology.LogTimes;
import dev.footfall.aggregator.topology.RecordKey;
import dev.footfall.events.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** A reader of partitions, one at a time, between offsets that are known before. */
public final class PartitionReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String COMMITTED = "read_committed";
    private static final String ALL = "read_uncommitted";
    private static final int MOST_EMPTY_POLLS = 600;

    private final Consumer<byte[], byte[]> consumer;
    private final LogTimes times;

    private PartitionReader(Map<String, String> kafka, String isolation, LogTimes times) {
        this.times = times;
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 25); // the next partition waits for the last fetch
        consumer = BoundedFetches.consumer(settings);
    }

    public static PartitionReader ofCommitted(Map<String, String> kafka) {
        return new PartitionReader(kafka, COMMITTED, new LogTimes());
    }

    /** A reader of a log's topics, whose records have their log times as timestamps; fails if restored ones are missing. */
    public static PartitionReader ofCommitted(Map<String, String> kafka, Topics log) {
        return new PartitionReader(kafka, COMMITTED, times(kafka, log));
    }

    public static PartitionReader ofAll(Map<String, String> kafka) {
        return new PartitionReader(kafka, ALL, new LogTimes());
    }

    public static PartitionReader ofAll(Map<String, String> kafka, Topics log) {
        return new PartitionReader(kafka, ALL, times(kafka, log));
    }

    /** The log times of a log's records; fails if restored ones are missing. */
    public static LogTimes times(Map<String, String> kafka, Topics log) {
        var times = new LogTimes();
        times.restored(restoredEnds(kafka, log));
        return times;
    }

    /** The offset after the last record of each part that came from another cluster; fails if some are missing. */
    public static Map<TopicPartition, Long> restoredEnds(Map<String, String> kafka, Topics log) {
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(kafka))) {
            return new RestoredLog(admin, kafka, log).ends();
        }
    }

    public List<OffsetRange> partitions(String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(PartitionInfo::partition)
                .sorted()
                .map(partition -> new TopicPartition(topic, partition))
                .toList();
        return partitions(partitions);
    }

    /** The partitions of a topic as they are now, from their first record of this log time or later. */
    public List<OffsetRange> partitionsSince(String topic, Instant since) {
        List<OffsetRange> parts = new ArrayList<>();
        for (OffsetRange whole : partitions(topic)) {
            long first = firstSince(whole, since.toEpochMilli());
            if (first < whole.end()) parts.add(new OffsetRange(topic, whole.partition(), first, whole.end()));
        }
        return parts;
    }

    /**
     * The offset of the first record with this timestamp or a later one; the end if there is none. Brokers do not force their index
     * of times to the disk: after a loss of power it can name a later one, so the last record before that is looked at.
     */
    public long firstSince(OffsetRange range, long millis) {
        OffsetAndTimestamp found =
                consumer.offsetsForTimes(Map.of(range.place(), millis)).get(range.place());
        long low = range.first();
        long high = found == null ? range.end() : Math.min(found.offset(), range.end());
        OptionalLong last = OptionalLong.empty();
        for (long from = high; from > low && last.isEmpty(); ) {
            from = Math.max(low, from - 1 - (high - from)); // ends of transactions have offsets, and are no records
            last = lastTime(range, from, high);
        }
        if (last.orElse(Long.MIN_VALUE) < millis) return high;
        while (low < high) {
            long middle = (low + high) / 2;
            if (lastTime(range, middle, middle + 1).orElse(millis) < millis) low = middle + 1;
            else high = middle;
        }
        return high;
    }

    private OptionalLong lastTime(OffsetRange range, long from, long end) {
        var times = new ArrayList<Long>();
        read(
                new OffsetRange(range.topic(), range.partition(), from, end),
                (records, next) -> records.forEach(record -> times.add(record.timestamp())));
        return times.stream().mapToLong(Long::longValue).reduce((first, second) -> second);
    }

    /** True if a record stands where all of its repository's do, under their key; the counting rejects others. */
    public static boolean isInPlace(ConsumerRecord<byte[], byte[]> record, byte[] repository, int partitions) {
        return Arrays.equals(repository, record.key())
                && RecordKey.partitionOf(repository, partitions) == record.partition();
    }

    public boolean exists(String topic) {
        return consumer.listTopics().containsKey(topic);
    }

    public OffsetRange partition(TopicPartition partition) {
        return partitions(List.of(partition)).get(0);
    }

    private List<OffsetRange> partitions(List<TopicPartition> partitions) {
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        return partitions.stream()
                .map(partition -> new OffsetRange(
                        partition.topic(),
                        partition.partition(),
                        Objects.requireNonNull(first.get(partition)),
                        Objects.requireNonNull(end.get(partition))))
                .toList();
    }

    @FunctionalInterface
    public interface Polled<E extends Exception> {
        /** The next records in the order of the log, perhaps none; {@code next}: offset of the next one to read. */
        void accept(List<ConsumerRecord<byte[], byte[]>> records, long next) throws E;
    }

    /** Fails if the brokers hand out nothing for a minute. */
    public <E extends Exception> void read(OffsetRange range, Polled<E> polled) throws E {
        TopicPartition partition = range.place();
        consumer.assign(List.of(partition));
        consumer.seek(partition, range.first());
        int emptyPolls = 0;
        for (long next = range.first(); next < range.end(); ) {
            List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL).records(partition).stream()
                    .filter(record -> record.offset() < range.end())
                    .toList();
            long before = next;
            next = consumer.position(partition);
            emptyPolls = next == before ? emptyPolls + 1 : 0;
            if (emptyPolls > MOST_EMPTY_POLLS) {
                throw new IllegalStateException(
                        "Kafka returns nothing of " + partition + " from offset " + next + " on");
            }
            polled.accept(times.of(partition, records), next);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
