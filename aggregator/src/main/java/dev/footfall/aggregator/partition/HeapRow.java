package dev.footfall.aggregator.partition;

import dev.footfall.aggregator.partition.WriteBehind.Entry;
import dev.footfall.aggregator.rollup.RunningRow;
import org.jspecify.annotations.Nullable;

/** A row on the heap, and the way to its visitors, which most events take. Not thread-safe. */
final class HeapRow {
    private final RunningRow counts;
    private @Nullable Entry<VisitorPage> visitors;

    HeapRow(RunningRow counts) {
        this.counts = counts;
    }

    RunningRow counts() {
        return counts;
    }

    /** The first page of the day's visitors, if it is known. */
    @Nullable
    Entry<VisitorPage> visitors() {
        return visitors;
    }

    /** Notes the first page of the day's visitors; null when it is no longer on the heap. */
    void visitors(@Nullable Entry<VisitorPage> first) {
        visitors = first;
    }
}
