package dev.footfall.operations.topics;

import java.util.List;
import java.util.OptionalInt;

/** Evidence of the number of partitions that a log was made with. */
interface PartitionEvidence {
    /** The number that was written when these topics were first used. */
    OptionalInt recorded();

    /** True if no topic by repository has ever had a record. */
    boolean isUnused();

    /** The partitions of the main state's changelog; empty if there is none, or it may not be seen. */
    OptionalInt counted();

    /** The first records of each partition that have keys; none where they may not be read. */
    List<PlacedKey> oldest();

    /** The topics that have records in these partitions, such as "footfall.likes.v1 (2 records)". */
    List<String> beyond(int partitions);

    /** Writes the number down. A user without the right to write leaves that to another process. */
    void record(int partitions);

    /** The hash by which Kafka's default partitioner places a key, not negative, and where its record lies. */
    record PlacedKey(int hash, int partition, long timeMillis) {
        boolean isInPlaceOf(int partitions) {
            return hash % partitions == partition;
        }
    }
}
