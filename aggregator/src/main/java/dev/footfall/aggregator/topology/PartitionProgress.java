package dev.footfall.aggregator.topology;

import java.util.function.LongSupplier;

public record PartitionProgress(
        PausedPartitions held, ThreadTransactions commits, LostRecords faults, ThreadRest rest) {
    /** {@code nanos}: a clock, by which idle threads rest; one that stands still lets none. */
    public PartitionProgress(LongSupplier nanos) {
        this(new PausedPartitions(), new ThreadTransactions(), new LostRecords(), new ThreadRest(nanos));
    }

    /** The offset of the first event of a partition at or after this one, as far as is known. */
    public long pass(int partition, long offset) {
        return held.pass(partition, offset);
    }
}
