package dev.footfall.aggregator.topology;

public record PartitionProgress(
        PausedPartitions held, ThreadTransactions commits, LostRecords faults, ThreadRest rest) {
    public PartitionProgress() {
        this(new PausedPartitions(), new ThreadTransactions(), new LostRecords(), new ThreadRest(System::nanoTime));
    }

    /** The offset of the first event of a partition at or after this one, as far as is known. */
    public long pass(int partition, long offset) {
        return held.pass(partition, offset);
    }
}
