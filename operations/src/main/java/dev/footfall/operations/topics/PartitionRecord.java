package dev.footfall.operations.topics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.events.TopicSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record in {@link TopicSpec#STATES}: the number of partitions that a log was made with, such as {@code {"partitions":12}}.
 * Its key has the id of the topic of events: topics created again, or in another cluster, are another log.
 */
public final class PartitionRecord {
    private static final String KEY = "log/";
    private static final String PARTITIONS = "partitions";
    private static final ObjectMapper JSON = new ObjectMapper();

    private PartitionRecord() {}

    /** True for the record of any log; exports leave them out. */
    public static boolean isOne(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8).startsWith(KEY);
    }

    static String key(String topicId) {
        return KEY + topicId;
    }

    static byte[] value(int partitions) {
        return JSON.valueToTree(Map.of(PARTITIONS, partitions)).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Fails, naming the place, if there is no number. */
    static int partitions(ConsumerRecord<byte[], byte[]> record) {
        try {
            JsonNode partitions = JSON.readTree(record.value()).path(PARTITIONS);
            if (partitions.isInt() && partitions.intValue() > 0) return partitions.intValue();
        } catch (IOException e) {
            throw unreadable(record, e);
        }
        throw unreadable(record, null);
    }

    private static IllegalStateException unreadable(
            ConsumerRecord<byte[], byte[]> record, @Nullable IOException cause) {
        return new IllegalStateException(
                record.topic() + " partition " + record.partition() + " offset " + record.offset()
                        + " is not a number of partitions",
                cause);
    }
}
