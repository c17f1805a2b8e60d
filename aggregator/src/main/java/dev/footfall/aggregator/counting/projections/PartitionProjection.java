package dev.footfall.aggregator.counting.projections;

import dev.footfall.aggregator.counting.store.PartitionStores;
import java.util.Optional;

/** A projection of a partition as a whole: keys in {@link PartitionStores#PARTITION} with a first byte of their own. */
public interface PartitionProjection extends Projection {
    PartitionCounts open(PartitionStores stores);

    /** The sealed record of an entry; empty for an entry of another projection. */
    Optional<SealRecord> seal(byte[] key, byte[] value, String rules, long end);
}
