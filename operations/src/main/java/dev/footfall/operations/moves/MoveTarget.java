package dev.footfall.operations.moves;

import dev.footfall.aggregator.recovery.RestoredLog;
import dev.footfall.aggregator.topology.LogTimes;
import dev.footfall.events.RestoredPartition;
import dev.footfall.events.Topic;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.logfiles.OffsetRange;
import dev.footfall.operations.logfiles.PartitionReader;
import dev.footfall.operations.topics.PartitionRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The topics into which a log is moved, as they are: what a move has written there, and nothing else. */
record MoveTarget(Map<String, String> kafka, Topics log) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** The progress that was written last; empty before the first. */
    Optional<MoveProgress> progress() {
        var last = new ArrayList<byte[]>();
        try (var reader = PartitionReader.ofCommitted(kafka)) {
            OffsetRange all = reader.partition(new TopicPartition(log.name(TopicSpec.RESTORED), 0));
            reader.read(all, (records, next) -> {
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    if (!Arrays.equals(record.key(), MoveProgress.key())) continue;
                    last.clear();
                    last.add(record.value());
                }
            });
        }
        return last.stream().findFirst().map(MoveProgress::decode);
    }

    /** Fails if a node counts the log, or has stopped less than a minute ago. */
    void requireNobodyCounts() {
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(kafka))) {
            if (!marks(admin).isBeingCounted()) return;
        }
        throw new IllegalStateException(
                "a node counts the log " + log.prefix() + " that records are moved into, or has stopped"
                        + " less than a minute ago: stop every 'footfall serve' and 'rebuild' of it, and try again");
    }

    private RestoredLog marks(Admin admin) {
        return new RestoredLog(admin, kafka, log);
    }

    /**
     * The records that a move has written.
     *
     * @param ends the offsets after its last records; 0 where it has written none
     * @param isComplete nothing was written since nodes were last allowed to count
     */
    record Moved(Map<TopicPartition, Long> ends, boolean isComplete) {
        Moved {
            ends = Map.copyOf(ends);
        }
    }

    /** Fails if anything else is in the topics, or records were lost. */
    Moved moved(String move, List<Topic> topics) {
        Map<TopicPartition, Long> moved = new HashMap<>();
        boolean isComplete = true;
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(kafka))) {
            for (RestoredPartition mark : marks(admin).marks()) {
                var place = new TopicPartition(mark.topic(), mark.partition());
                if (!mark.export().equals(move)) throw refused(place, "has records of another move or import");
                moved.put(place, mark.end());
                isComplete &= mark.isComplete();
            }
        }
        List<OffsetRange> rest = new ArrayList<>();
        try (var reader = PartitionReader.ofCommitted(kafka)) {
            for (Topic topic : topics) {
                for (OffsetRange range : reader.partitions(topic.name())) {
                    long end = moved.computeIfAbsent(range.place(), any -> 0L);
                    boolean isWhole =
                            end == 0 || range.end() > end; // the outcome of a transaction comes after its records
                    if (!isWhole) throw refused(range.place(), "has lost moved records, as by a loss of power");
                    rest.add(new OffsetRange(
                            range.topic(), range.partition(), Math.max(end, range.first()), range.end()));
                }
            }
        }
        requireNothing(rest);
        return new Moved(moved, isComplete);
    }

    private void requireNothing(List<OffsetRange> rest) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        List<MergedPartitions.Part> parts = rest.stream()
                .map(range -> new MergedPartitions.Part(range, Long.MIN_VALUE))
                .toList();
        try (var records = new MergedPartitions(settings, new LogTimes(), parts)) {
            for (var next = records.next(Long.MAX_VALUE); next.isPresent(); next = records.next(Long.MAX_VALUE)) {
                ConsumerRecord<byte[], byte[]> record = next.get().record();
                boolean isNumber = record.topic().equals(log.name(TopicSpec.STATES)) && PartitionRecord.isOne(record);
                if (isNumber) continue;
                throw refused(
                        new TopicPartition(record.topic(), record.partition()),
                        "has records of its own from offset " + record.offset() + " on");
            }
        }
    }

    private static IllegalStateException refused(TopicPartition place, String why) {
        return new IllegalStateException("partition " + place.partition() + " of " + place.topic() + " " + why
                + ": a log is moved into topics that nothing else has written to; delete them, or name another Kafka or"
                + " topics.prefix");
    }

    /** The ends of partitions, that a next record gets. */
    Map<TopicPartition, Long> ends(List<Topic> topics) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        try (var reader = PartitionReader.ofAll(kafka)) {
            for (Topic topic : topics)
                for (OffsetRange range : reader.partitions(topic.name())) ends.put(range.place(), range.end());
        }
        return ends;
    }

    /** Returns when all transactions in these topics have ended: their outcomes are written a moment after a commit. */
    void awaitSettled(Set<String> topics) {
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        try (var committed = PartitionReader.ofCommitted(kafka);
                var all = PartitionReader.ofAll(kafka)) {
            for (String topic : topics) {
                while (!committed.partitions(topic).equals(all.partitions(topic))) {
                    if (System.nanoTime() > giveUpNanos)
                        throw new IllegalStateException(
                                "a transaction in " + topic + " does not end: run the move again");
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        }
    }
}
