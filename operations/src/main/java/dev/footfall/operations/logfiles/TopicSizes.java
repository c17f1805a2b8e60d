package dev.footfall.operations.logfiles;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

public final class TopicSizes {
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
