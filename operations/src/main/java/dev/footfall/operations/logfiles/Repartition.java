package dev.footfall.operations.logfiles;

import dev.footfall.aggregator.topology.RecordKey;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A change of the number of partitions of a log's topics by repository. A record goes into the partition of its key. One that was
 * not in it before, and was rejected for that, does not go into it, either.
 */
public record Repartition(int before, int after) {
    /** True if each partition is split: partition <i>n</i> afterwards has records of partition <i>n</i> % {@code before} alone. */
    boolean isSplit() {
        return after % before == 0;
    }

    /** Fails, naming the record, if it was rejected for its partition and would count in the only one. */
    public int partition(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key();
        if (before == after) return record.partition();
        if (key == null) return record.partition() % after;
        int own = RecordKey.partitionOf(key, after);
        if (RecordKey.partitionOf(key, before) == record.partition()) return own;
        if (record.partition() < after && record.partition() != own) return record.partition();
        if (after > 1) return (own + 1) % after;
        throw new IllegalStateException("offset " + record.offset() + " of partition " + record.partition() + " of "
                + record.topic() + " was rejected, because it is not in the partition of its key; in a single partition"
                + " it would count: set topics.partitions to 2 or more");
    }
}
