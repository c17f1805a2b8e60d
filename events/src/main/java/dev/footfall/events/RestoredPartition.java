package dev.footfall.events;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The mark of a partition whose first records came from another cluster: those keep the log times that they had there. It
 * belongs to one topic, and not to another that has its name after it was deleted.
 *
 * @param end the offset after the last record that came from there
 */
public record RestoredPartition(
        String topic, int partition, String topicId, String export, long end, boolean isComplete) {
    public static final List<String> FIELDS = List.of("topic", "partition", "topic_id", "export", "end", "complete");

    private static final Map<String, Integer> KNOWN = JsonFields.places(FIELDS);
    private static final int LONGEST_NAME = 249;

    public RestoredPartition {
        if (partition < 0) throw new IllegalArgumentException("partition < 0: " + partition);
        if (end < 0) throw new IllegalArgumentException("end < 0: " + end);
    }

    public static Parsed<RestoredPartition> decode(byte[] value) {
        JsonFields fields = JsonFields.of(value, KNOWN);
        String topic = fields.required("topic", LONGEST_NAME);
        long partition = fields.integer("partition", 0, Integer.MAX_VALUE).orElse(-1);
        if (partition < 0) fields.fail("partition", "missing");
        String topicId = fields.required("topic_id", LONGEST_NAME);
        String export = fields.required("export", LONGEST_NAME);
        long end = fields.count("end").orElse(-1);
        if (end < 0) fields.fail("end", "missing");
        if (!fields.has("complete")) fields.fail("complete", "missing");
        boolean isComplete = fields.flag("complete", false);
        return fields.verdict(() -> new RestoredPartition(topic, (int) partition, topicId, export, end, isComplete));
    }

    /** The key of its record: of several marks of a partition the last one holds. */
    public byte[] key() {
        return (topic + "-" + partition).getBytes(StandardCharsets.UTF_8);
    }

    public byte[] toJson() {
        return new JsonBytes()
                .field("topic", topic)
                .field("partition", partition)
                .field("topic_id", topicId)
                .field("export", export)
                .field("end", end)
                .field("complete", isComplete)
                .toObject();
    }

    public RestoredPartition completed() {
        return new RestoredPartition(topic, partition, topicId, export, end, true);
    }
}
