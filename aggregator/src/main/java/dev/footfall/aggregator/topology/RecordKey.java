package dev.footfall.aggregator.topology;

import org.apache.kafka.common.utils.Utils;

/** The key of a record of the log: that of its repository, which chooses the partition. */
public final class RecordKey {
    /** The field at fault in a record that is not under its repository's key, or in another partition. */
    static final String FIELD = "key";

    private RecordKey() {}

    /** The partition of all records of a repository, which is that of Kafka's default partitioner. */
    public static int partitionOf(byte[] repository, int partitions) {
        return Utils.toPositive(Utils.murmur2(repository)) % partitions;
    }
}
