package dev.footfall.operations.logfiles;

import org.apache.kafka.common.TopicPartition;

/** An exported partition from its first record; {@code end} is exclusive, and offsets may lack records. */
public record OffsetRange(String topic, int partition, long first, long end) {
    public OffsetRange {
        if (partition < 0) throw new IllegalArgumentException("partition < 0: " + partition);
        if (first < 0 || end < first)
            throw new IllegalArgumentException("no range of offsets: " + first + " to " + end);
    }

    public TopicPartition place() {
        return new TopicPartition(topic, partition);
    }
}
