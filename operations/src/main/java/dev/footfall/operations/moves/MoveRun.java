package dev.footfall.operations.moves;

import dev.footfall.aggregator.topology.LogTimes;
import dev.footfall.events.RestoredPartition;
import dev.footfall.events.Topic;
import dev.footfall.events.TopicSpec;
import dev.footfall.operations.logfiles.OffsetRange;
import dev.footfall.operations.logfiles.PartitionReader;
import dev.footfall.operations.logfiles.ReadProgress;
import dev.footfall.operations.logfiles.Repartition;
import dev.footfall.operations.topics.PartitionRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One run of a move. Not thread-safe. */
final class MoveRun {
    /** The greatest difference of brokers' clocks: by less, a record can get a log time before one that is there. */
    private static final Duration STILL = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int BATCH_BYTES = 32 << 20;

    private final OldLog old;
    private final MoveTarget target;
    private final Written written;
    private final ReadProgress shown;
    private final LogTimes times;
    private final Map<String, Long> records = new HashMap<>();
    private long total;
    private long done;
    private int batchRecords;
    private long batchBytes;
    private boolean isBegun;

    /** The records that are written, their ends, and their places in the old log. */
    record Written(MoveWriter writer, MoveMarks marks, MovedParts parts, int batchRecords) {}

    MoveRun(OldLog old, MoveTarget target, Written written, ReadProgress shown) {
        this.old = old;
        this.target = target;
        this.written = written;
        this.shown = shown;
        this.times = PartitionReader.times(old.source().kafka(), old.log());
    }

    /** {@code wasComplete}: nodes may count what earlier runs have moved. */
    MoveResult move(List<Topic> topics, Repartition partitions, boolean isLast, boolean wasComplete) {
        long startNanos = System.nanoTime();
        List<OffsetRange> ranges = old.ranges(topics);
        total = topics.stream()
                .flatMap(topic -> rest(topic, ranges))
                .mapToLong(range -> range.end() - range.first())
                .sum();
        long newestMillis = old.newestMillis(ranges);
        long beforeMillis = newestMillis == Long.MIN_VALUE ? newestMillis : newestMillis - STILL.toMillis();
        for (Topic topic : topics) move(topic, rest(topic, ranges).toList(), partitions, beforeMillis);
        boolean isStill = isLast && staysAsItIs(ranges, topics, startNanos);
        if (isStill) for (Topic topic : topics) move(topic, rest(topic, ranges).toList(), partitions, Long.MAX_VALUE);
        if (isBegun || !wasComplete) complete();
        return new MoveResult(records, isStill);
    }

    private Stream<OffsetRange> rest(Topic topic, List<OffsetRange> ranges) {
        return ranges.stream()
                .filter(range -> range.topic().equals(topic.name()))
                .map(range -> written.parts().rest(range, topic.spec().isCompacted()));
    }

    private boolean staysAsItIs(List<OffsetRange> ranges, List<Topic> topics, long startNanos) {
        while (System.nanoTime() - startNanos < STILL.toNanos()) {
            if (old.hasChangedSince(ranges, topics)) return false;
            shown.show(done, total, done);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return !old.hasChangedSince(ranges, topics);
    }

    private void move(Topic topic, List<OffsetRange> rest, Repartition partitions, long beforeMillis) {
        if (topic.spec().isPartitioned()) {
            read(topic, rest, beforeMillis, next -> append(next, topic, partitions.partition(next.record())));
            return;
        }
        Map<ByteBuffer, ReachedRecord> last = new LinkedHashMap<>(); // an erased name may still lie before its erasure
        read(topic, rest, Long.MAX_VALUE, next -> {
            if (!topic.spec().isCompacted()) {
                append(next, topic, 0);
            } else if (!PartitionRecord.isOne(next.record())) {
                ByteBuffer key = ByteBuffer.wrap(next.record().key());
                last.remove(key);
                last.put(key, next);
            }
        });
        last.values().forEach(next -> append(next, topic, 0));
    }

    private void read(Topic topic, List<OffsetRange> rest, long beforeMillis, Consumer<ReachedRecord> action) {
        Map<String, Object> settings = new HashMap<>(old.source().kafka());
        boolean countsAtOnce = topic.spec() == TopicSpec.REPOSITORIES;
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, countsAtOnce ? "read_uncommitted" : "read_committed");
        List<MergedPartitions.Part> parts = rest.stream()
                .map(range -> new MergedPartitions.Part(
                        range, written.parts().part(range.place()).reachedMillis()))
                .toList();
        try (var merged = new MergedPartitions(settings, times, parts)) {
            for (var next = merged.next(beforeMillis); next.isPresent(); next = merged.next(beforeMillis))
                action.accept(next.get());
        }
    }

    private void append(ReachedRecord moved, Topic topic, int partition) {
        if (!isBegun) begin();
        ConsumerRecord<byte[], byte[]> record = moved.record();
        String name = target.log().name(topic.spec());
        written.writer().append(record, new TopicPartition(name, partition));
        written.parts().moved(moved);
        records.merge(name, 1L, Long::sum);
        batchBytes += length(record.key()) + length(record.value());
        if (++batchRecords >= written.batchRecords() || batchBytes >= BATCH_BYTES) commit();
        shown.show(++done, total, done);
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /** From here on, no node starts to count until the run is complete. */
    private void begin() {
        isBegun = true;
        write(written.marks().all());
        written.writer().commit();
        target.requireNobodyCounts();
    }

    private void commit() {
        written.writer().flush();
        write(written.marks().to(written.writer().changed()));
        written.writer().commit();
        batchRecords = 0;
        batchBytes = 0;
    }

    private void write(List<RestoredPartition> marks) {
        String topic = target.log().name(TopicSpec.RESTORED);
        for (RestoredPartition mark : marks) written.writer().note(topic, mark.key(), mark.toJson());
        written.writer()
                .note(topic, MoveProgress.key(), written.parts().progress().toJson());
    }

    private void complete() {
        commit();
        Set<String> topics =
                written.marks().places().stream().map(TopicPartition::topic).collect(Collectors.toSet());
        target.awaitSettled(topics);
        written.writer().force(written.marks().places());
        target.requireNobodyCounts();
        write(written.marks().all().stream().map(RestoredPartition::completed).toList());
        written.writer().commit();
        var marks = new TopicPartition(target.log().name(TopicSpec.RESTORED), 0);
        target.awaitSettled(Set.of(marks.topic()));
        written.writer().force(Set.of(marks));
    }
}
