package dev.footfall.aggregator;

import java.util.OptionalLong;

interface WatchedPartitions {
    /** The number of partitions, here and elsewhere. */
    int partitions();

    /** True if the partition is not to be counted here now: another node has it, or it is made ready first. */
    boolean isExcused(int partition);

    /** The offset after the last record that was counted; empty while the partition is not counted here. */
    OptionalLong next(int partition);

    /** The offset after the log's last record; empty while it is unknown. */
    OptionalLong end(int partition);

    /** True if there is a record to count: none that an open transaction holds up. Asks the brokers. */
    boolean hasMore(int partition);

    long restored();

    /** False while a counting thread waits for Kafka, which it does for a bounded time, or hangs, or none is there. */
    boolean areThreadsPolling();
}
