package dev.footfall.aggregator;

import dev.footfall.aggregator.Aggregator.Progress;
import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.stores.LogEnds;
import java.util.Optional;
import java.util.OptionalLong;

/** Progress of the counting, and the hold on answers while a state that was thrown away is counted again. */
final class LogProgress {
    private final LivePartitions live;
    private final LogEnds ends;
    private final int partitions;
    private volatile boolean isHeld;

    LogProgress(LivePartitions live, LogEnds ends, int partitions) {
        this.live = live;
        this.ends = ends;
        this.partitions = partitions;
    }

    Progress now() {
        long counted = 0;
        long total = 0;
        boolean known = true;
        for (int partition = 0; partition < partitions; partition++) {
            OptionalLong end = ends.end(partition);
            long next = live.get(partition).map(at -> at.tally().nextOffset()).orElse(0L);
            known &= end.isPresent() && live.get(partition).isPresent();
            total += end.orElse(0);
            counted += Math.min(next, end.orElse(0));
        }
        return new Progress(counted, total, known && counted == total);
    }

    void holdUntilCounted() {
        isHeld = true;
    }

    /** The reason to hold answers back; empty when there is none, and from then on. */
    Optional<String> whyHeld() {
        if (!isHeld) return Optional.empty();
        Progress now = now();
        isHeld = !now.complete();
        return isHeld
                ? Optional.of("the log is being counted again: %d of %d events".formatted(now.counted(), now.total()))
                : Optional.empty();
    }
}
