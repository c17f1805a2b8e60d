package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.session.Outcome;
import dev.footfall.events.Observation;
import java.util.Optional;

/** A projection of a partition as a whole: keys in {@link PartitionStores#PARTITION} with a first byte of their own. */
interface PartitionProjection extends Projection {
    Counts open(PartitionStores stores);

    /** The sealed record of an entry; empty for an entry of another projection. */
    Optional<SealRecord> seal(byte[] key, byte[] value, String rules, long end);

    /** The counts of one partition, on the heap until they are flushed. Not thread-safe. */
    interface Counts {
        WriteBehind<?> heap();

        /** Adds an event. On the way of every event: no allocation but to grow. */
        void add(Observation event, Outcome outcome, long offset);

        /** Stores a sealed record before any event is counted; others than its own are skipped. */
        void load(SealRecord record);

        void flush();
    }
}
