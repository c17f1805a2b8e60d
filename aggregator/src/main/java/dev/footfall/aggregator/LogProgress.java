package dev.footfall.aggregator;

import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.reading.LogEnds;
import java.util.OptionalLong;

record LogProgress(LivePartitions live, LogEnds ends, int partitions) {
    CountingProgress now() {
        long counted = 0;
        long total = 0;
        boolean known = true;
        for (int partition = 0; partition < partitions; partition++) {
            OptionalLong end = ends.end(partition);
            long next = live.get(partition).map(at -> at.tally().nextOffset()).orElse(0L);
            known &= end.isPresent() && live.get(partition).isPresent();
            total += end.orElse(0);
            counted += end.orElse(0) - ends.lastKnownLag(partition, next);
        }
        return new CountingProgress(counted, total, known && counted == total);
    }
}
