package dev.footfall.operations.logfiles;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.SealRecord;
import dev.footfall.aggregator.topology.LogTimes;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Unchecked;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The head of an exported log: its unique id, and its partitions in the order in which their records follow. */
public record ExportedLog(@JsonProperty("export") String id, List<PartitionReader.Range> partitions) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    public ExportedLog {
        partitions = List.copyOf(partitions);
    }

    public Map<String, Integer> topics() {
        Map<String, Integer> topics = new LinkedHashMap<>();
        for (PartitionReader.Range partition : partitions) topics.merge(partition.topic(), 1, Integer::sum);
        return topics;
    }

    /**
     * The offset of a partition's first record where it is restored: 1 where sealed days stand for events that were deleted
     * before it, so that the restored log has no beginning, either.
     */
    long begin(PartitionReader.Range partition) {
        boolean isCut = TopicSpec.DOWNLOAD_EVENTS.isNamed(partition.topic()) && partition.first() > 0;
        return isCut && topics().keySet().stream().anyMatch(TopicSpec.SEALED_DAYS::isNamed) ? 1 : 0;
    }

    byte[] toJson() {
        return Unchecked.io(() -> JSON.writeValueAsBytes(this));
    }

    /**
     * @throws IOException if these bytes are none
     * @throws IllegalStateException if they have a field that is not known, in the file of this name
     */
    static ExportedLog parse(byte[] json, Path file) throws IOException {
        try {
            return JSON.readValue(json, ExportedLog.class);
        } catch (UnrecognizedPropertyException e) {
            throw LogFileReader.BadLogFile.ofLaterRelease(file, "the field '" + e.getPropertyName() + "'");
        }
    }

    public static final class TopicSizes {
        private final Map<String, Size> sizes = new LinkedHashMap<>();

        /** {@code bytes} of keys and values, unpacked. */
        public record Size(long records, long bytes) {
            private Size plus(Size other) {
                return new Size(records + other.records, bytes + other.bytes);
            }
        }

        TopicSizes(ExportedLog log) {
            log.topics().keySet().forEach(topic -> sizes.put(topic, new Size(0, 0)));
        }

        void add(ConsumerRecord<byte[], byte[]> record) {
            long bytes = length(record.key()) + length(record.value());
            sizes.merge(record.topic(), new Size(1, bytes), Size::plus);
        }

        private static long length(byte @Nullable [] bytes) {
            return bytes == null ? 0 : bytes.length;
        }

        public Map<String, Size> byTopic() {
            return sizes;
        }

        public long records() {
            return sizes.values().stream().mapToLong(Size::records).sum();
        }
    }

    /** Sealed days' offsets as the restored log has them, which has no gaps of transactions and deletion. Not thread-safe. */
    static final class OffsetMapping {
        private final Map<Integer, OfPartition> partitions = new HashMap<>();

        private static final class OfPartition {
            private final TreeSet<Long> pending = new TreeSet<>();
            private final Map<Long, Long> moved = new HashMap<>();
            private long next;

            void pass(long offset) {
                while (!pending.isEmpty() && pending.first() <= offset) moved.put(pending.pollFirst(), next);
                next++;
            }

            long moved(long offset) {
                return moved.getOrDefault(offset, next);
            }
        }

        OffsetMapping(ExportedLog log) {
            for (PartitionReader.Range partition : log.partitions()) {
                if (TopicSpec.DOWNLOAD_EVENTS.isNamed(partition.topic()))
                    of(partition.partition()).next = log.begin(partition);
            }
        }

        private OfPartition of(int partition) {
            return partitions.computeIfAbsent(partition, any -> new OfPartition());
        }

        void pass(ConsumerRecord<byte[], byte[]> record) {
            OfPartition partition = of(record.partition());
            if (TopicSpec.DOWNLOAD_EVENTS.isNamed(record.topic())) partition.pass(record.offset());
            if (!isSealed(record)) return;
            var unused = rewritten(record.value(), end -> {
                partition.pending.add(end);
                return end;
            });
        }

        /** A record as it is to be restored, once all were passed. */
        ConsumerRecord<byte[], byte[]> restored(ConsumerRecord<byte[], byte[]> record) {
            if (!isSealed(record)) return record;
            byte[] value = rewritten(record.value(), of(record.partition())::moved);
            return LogTimes.copy(record, record.timestamp(), value);
        }

        private static boolean isSealed(ConsumerRecord<byte[], byte[]> record) {
            return TopicSpec.SEALED_DAYS.isNamed(record.topic()) && record.value() != null;
        }

        private static byte[] rewritten(byte[] value, LongUnaryOperator offsets) {
            var unused = SealRecord.decode(value); // refuses one that this version does not know
            return Unchecked.io(() -> {
                JsonNode json = JSON.readTree(value);
                replace(json, "end", offsets);
                replace(json, "rejected_end", offsets);
                replace(json, "log_begin", offsets);
                for (JsonNode sealing : json.path("sealings")) replace(sealing, "end", offsets);
                return JSON.writeValueAsBytes(json);
            });
        }

        private static void replace(JsonNode json, String field, LongUnaryOperator offsets) {
            if (json.has(field))
                ((ObjectNode) json)
                        .put(field, offsets.applyAsLong(json.path(field).asLong()));
        }
    }
}
