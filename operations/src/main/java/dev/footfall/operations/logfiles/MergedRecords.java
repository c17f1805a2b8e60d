package dev.footfall.operations.logfiles;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The records of a file, topic by topic, in the order of their log times: what counting decides by the log time that a partition has
 * reached, it decides in any number of partitions. Each partition's records keep their order. Has a block of each partition of a
 * topic in memory.
 */
final class MergedRecords {
    private final Path file;
    private final ExportedLog log;
    private final Map<TopicPartition, ExportedPart> parts;

    /** {@code parts}: those of partitions that have records. */
    MergedRecords(Path file, ExportedLog log, Map<TopicPartition, ExportedPart> parts) {
        this.file = file;
        this.log = log;
        this.parts = Map.copyOf(parts);
    }

    void forEach(Consumer<ConsumerRecord<byte[], byte[]>> action) {
        for (String topic : log.topics().keySet()) {
            merge(
                    log.partitions().stream()
                            .map(OffsetRange::place)
                            .filter(place -> place.topic().equals(topic))
                            .toList(),
                    action);
        }
    }

    private void merge(List<TopicPartition> places, Consumer<ConsumerRecord<byte[], byte[]>> action) {
        List<PartCursor> opened = new ArrayList<>();
        try {
            for (TopicPartition place : places) {
                ExportedPart part = parts.get(place);
                if (part != null) opened.add(new PartCursor(place, part));
            }
            var next = new PriorityQueue<>(Comparator.comparingLong(PartCursor::reachedMillis)
                    .thenComparingInt(cursor -> cursor.place.partition()));
            opened.stream().filter(PartCursor::advance).forEach(next::add);
            for (PartCursor first = next.poll(); first != null; first = next.poll()) {
                action.accept(first.record());
                if (first.advance()) next.add(first);
            }
        } finally {
            opened.forEach(PartCursor::close);
        }
    }

    private final class PartCursor {
        private final TopicPartition place;
        private final LogFileReader reader;
        private final Queue<ConsumerRecord<byte[], byte[]>> block = new ArrayDeque<>();
        private @Nullable ConsumerRecord<byte[], byte[]> record;
        private long left;
        private long reachedMillis = Long.MIN_VALUE;

        PartCursor(TopicPartition place, ExportedPart part) {
            this.place = place;
            this.left = part.records();
            this.reader = new LogFileReader(file);
            reader.skipTo(part.begin());
        }

        ConsumerRecord<byte[], byte[]> record() {
            return Objects.requireNonNull(record);
        }

        /** The newest log time of the records up to this one, in milliseconds. */
        long reachedMillis() {
            return reachedMillis;
        }

        /** False after the last record of the partition. */
        boolean advance() {
            if (left == 0) return false;
            while (block.isEmpty()) {
                boolean hasMore = reader.next(read -> {
                    if (place.topic().equals(read.topic()) && place.partition() == read.partition()) block.add(read);
                });
                if (!hasMore) throw new IllegalStateException(file + " has changed while it was read");
            }
            ConsumerRecord<byte[], byte[]> read = block.remove();
            record = read;
            left--;
            reachedMillis = Math.max(reachedMillis, read.timestamp());
            return true;
        }

        void close() {
            reader.close();
        }
    }
}
