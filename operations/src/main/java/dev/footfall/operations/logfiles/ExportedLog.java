package dev.footfall.operations.logfiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.events.TopicSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The head of an exported log.
 *
 * @param id the id of this export, which no other has
 * @param partitions all partitions of the exported topics, in the order in which their records follow
 */
public record ExportedLog(String id, List<PartitionReader.Range> partitions) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS = Set.of("export", "partitions");
    private static final Set<String> PARTITION_FIELDS = Set.of("topic", "partition", "first", "end");

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
        ObjectNode head = JSON.createObjectNode().put("export", id);
        ArrayNode list = head.putArray("partitions");
        for (PartitionReader.Range each : partitions) {
            list.addObject()
                    .put("topic", each.topic())
                    .put("partition", each.partition())
                    .put("first", each.first())
                    .put("end", each.end());
        }
        try {
            return JSON.writeValueAsBytes(head);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads the head again.
     *
     * @throws IOException if these bytes are none
     * @throws IllegalStateException if they have a field that is not known, in the file of this name
     */
    static ExportedLog parse(byte[] json, Path file) throws IOException {
        try {
            JsonNode head = JSON.readTree(json);
            requireKnown(head, FIELDS, file);
            List<PartitionReader.Range> partitions = new ArrayList<>();
            for (JsonNode each : head.required("partitions")) {
                requireKnown(each, PARTITION_FIELDS, file);
                partitions.add(new PartitionReader.Range(
                        each.required("topic").asText(),
                        each.required("partition").asInt(),
                        each.required("first").asLong(),
                        each.required("end").asLong()));
            }
            return new ExportedLog(head.required("export").asText(), partitions);
        } catch (IllegalArgumentException e) {
            throw new IOException(e);
        }
    }

    private static void requireKnown(JsonNode json, Set<String> fields, Path file) {
        json.fieldNames().forEachRemaining(field -> {
            if (!fields.contains(field))
                throw LogFileReader.BadLogFile.ofLaterRelease(file, "the field '" + field + "'");
        });
    }

    /** Size of each exported topic, in the order of the file. Not thread-safe. */
    public static final class TopicSizes {
        private final Map<String, Size> sizes = new LinkedHashMap<>();

        /**
         * The size of one topic.
         *
         * @param bytes of keys and values, unpacked
         */
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
}
