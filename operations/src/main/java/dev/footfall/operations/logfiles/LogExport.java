package dev.footfall.operations.logfiles;

import dev.footfall.events.Topic;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.topics.LogPartitions;
import dev.footfall.operations.topics.PartitionRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Exports a log's facts and log times up to where they end when it begins; what was made of them is made again. */
public final class LogExport {
    private final Map<String, String> kafka;
    private final Topics log;
    private final LogPartitions partitions;
    private final ReadProgress progress;
    private long total;
    private long done;
    private long records;

    /** {@code partitions}: topics by repository have no records in others. */
    public record Source(Map<String, String> kafka, Topics log, LogPartitions partitions) {
        public Source {
            kafka = Map.copyOf(kafka);
        }
    }

    public LogExport(Source source, ReadProgress progress) {
        this.kafka = source.kafka();
        this.log = source.log();
        this.partitions = source.partitions();
        this.progress = progress;
    }

    /** Fails if the log cannot be read, or is more than these topics. */
    public TopicSizes write(List<Topic> topics, OutputStream out) throws IOException {
        try (var committed = PartitionReader.ofCommitted(kafka, log);
                var all = PartitionReader.ofAll(kafka, log)) {
            requireWhole(topics, committed);
            List<Topic> found = topics.stream()
                    .filter(topic -> committed.exists(topic.name()))
                    .toList();
            var ranges = new LogRanges(committed, all, log);
            var head = new ExportedLog(UUID.randomUUID().toString(), asMade(ranges.of(found)));
            total = head.partitions().stream()
                    .mapToLong(partition -> partition.end() - partition.first())
                    .sum();
            var sizes = new TopicSizes(head);
            var writer = new LogFileWriter(out, head, sizes);
            Set<String> small = found.stream()
                    .filter(topic -> topic.spec().isCompacted() && !topic.spec().isPartitioned())
                    .map(Topic::name)
                    .collect(Collectors.toSet());
            for (OffsetRange partition : head.partitions()) {
                PartitionReader reader = ranges.reader(partition.topic());
                if (small.contains(partition.topic())) writeLast(partition, reader, writer);
                else read(partition, reader, writer::append);
            }
            writer.finish();
            return sizes;
        }
    }

    /** Without the partitions that topics were given since. */
    private List<OffsetRange> asMade(List<OffsetRange> all) {
        Set<String> byRepository =
                log.those(TopicSpec::isPartitioned).stream().map(Topic::name).collect(Collectors.toSet());
        return all.stream()
                .filter(range -> range.partition() < partitions.number() || !byRepository.contains(range.topic()))
                .toList();
    }

    /** Sealed days stand for events: neither is a log without the other. */
    private void requireWhole(List<Topic> topics, PartitionReader reader) {
        List<String> names = topics.stream().map(Topic::name).toList();
        boolean isWhole =
                names.contains(log.name(TopicSpec.DOWNLOAD_EVENTS)) == names.contains(log.name(TopicSpec.SEALED_DAYS));
        if (isWhole || !reader.exists(log.name(TopicSpec.SEALED_DAYS))) return;
        throw new IllegalStateException("days of this log are sealed, and " + log.name(TopicSpec.SEALED_DAYS) + " and "
                + log.name(TopicSpec.DOWNLOAD_EVENTS) + " can only be exported together");
    }

    /** Writes the last record of each key: an erased name may still lie before its erasure. */
    private void writeLast(OffsetRange partition, PartitionReader reader, LogFileWriter writer) throws IOException {
        var last = new LinkedHashMap<ByteBuffer, ConsumerRecord<byte[], byte[]>>();
        read(partition, reader, record -> {
            if (PartitionRecord.isOne(record)) return;
            ByteBuffer key = ByteBuffer.wrap(record.key());
            last.remove(key);
            last.put(key, record);
        });
        for (ConsumerRecord<byte[], byte[]> record : last.values()) writer.append(record);
    }

    @FunctionalInterface
    private interface RecordListener {
        void accept(ConsumerRecord<byte[], byte[]> record) throws IOException;
    }

    private void read(OffsetRange partition, PartitionReader reader, RecordListener listener) throws IOException {
        long before = done;
        reader.read(partition, (polled, next) -> {
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                record.headers().remove(Topics.LOG_TIME_HEADER);
                listener.accept(record);
            }
            records += polled.size();
            done = before + next - partition.first();
            progress.show(done, total, records);
        });
        done = before + partition.end() - partition.first();
    }
}
