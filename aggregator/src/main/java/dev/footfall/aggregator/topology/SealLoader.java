package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.PartitionCounter;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.sealing.Seals;
import java.util.Optional;

/**
 * The load of a partition's sealed days, in parts that are a commit each. The partition's log is held until all are there. Not
 * thread-safe.
 */
final class SealLoader implements AutoCloseable {
    private final Optional<Seals.OfPartition> seals;
    private final PartitionCounter counter;
    private final PausedPartitions held;
    private final int partition;

    /** Begins to load, unless the partition is counted already, or its log is whole. */
    SealLoader(RuleSet rules, Shared shared, PartitionCounter counter, int partition) {
        this.counter = counter;
        this.held = shared.held();
        this.partition = partition;
        boolean isNeeded = counter.isNew() || counter.sealed().isBegun();
        this.seals = isNeeded && !counter.sealed().isComplete() ? shared.seals().of(partition) : Optional.empty();
        seals.ifPresent(found -> {
            if (!shared.keepsSealedDays()) rules.checkSealed(found.rules());
            held.hold(partition);
        });
    }

    /** Loads some more; false if all are loaded. */
    boolean loadSome() {
        if (isComplete()) return false;
        seals.orElseThrow().loadSome(counter.sealed());
        if (isComplete()) held.release(partition);
        return true;
    }

    boolean isComplete() {
        return seals.isEmpty() || counter.sealed().isComplete();
    }

    @Override
    public void close() {
        seals.ifPresent(Seals.OfPartition::close);
        held.forget(partition);
    }
}
