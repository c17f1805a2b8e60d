package dev.footfall.aggregator.query;

import java.util.List;
import java.util.Optional;

/** The work of this node, for operators. Reads the file system and asks brokers, within seconds. Safe for many threads. */
public interface NodeReader {
    /** The partitions that are counted, restored or followed here, by number. */
    List<PartitionStatus> partitions();

    /** All partitions of the log, by number. */
    List<LogPartition> log();

    /** Empty if the file system does not tell. */
    Optional<DiskSpace> disk();
}
