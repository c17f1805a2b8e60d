package dev.footfall.aggregator.counting.projections;

import dev.footfall.aggregator.counting.store.WriteBehind;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.events.Observation;

/** The counts of one partition, on the heap until they are flushed. Not thread-safe. */
public interface PartitionCounts {
    WriteBehind<?> heap();

    /** Adds an event. On the way of every event: no allocation but to grow. */
    void add(Observation event, Outcome outcome, long offset);

    /** Stores a sealed record before any event is counted; others than its own are skipped. */
    void load(SealRecord record);

    void flush();
}
