package dev.footfall.operations.logfiles;

import org.apache.kafka.common.TopicPartition;

/**
 * A partition as it was exported.
 *
 * @param first the offset of its first record, as far as the brokers still had it
 * @param end the offset at which the export ended, exclusive; not every offset before it has a record
 */
public record ExportedPartition(String topic, int partition, long first, long end) {
    public ExportedPartition {
        if (partition < 0) throw new IllegalArgumentException("partition < 0: " + partition);
        if (first < 0 || end < first)
            throw new IllegalArgumentException("no range of offsets: " + first + " to " + end);
    }

    public TopicPartition place() {
        return new TopicPartition(topic, partition);
    }
}
