package dev.footfall.aggregator.counting.projections;

import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.SourceDayKey;
import dev.footfall.rules.ProjectionNames;
import java.util.Optional;

/** Events of each source by the hour of their own time, of all repositories of a partition, without duplicates. */
record SourceHours(Id id) implements PartitionProjection {
    static final SourceHours SOURCE_HOURS = new SourceHours(new Id(ProjectionNames.SOURCE_HOURS, 6));

    @Override
    public PartitionCounts open(PartitionStores stores) {
        return new HeapSourceHours(stores);
    }

    @Override
    public Optional<SealRecord> seal(byte[] key, byte[] value, String rules, long end) {
        return SourceDayKey.isOne(key)
                ? Optional.of(new SealedSourceDay(SourceDayFormat.day(key, value), rules, end))
                : Optional.empty();
    }

    @Override
    public Optional<SealRecord> unseal(JsonTree json) {
        return SealedSourceDay.unseal(json);
    }
}
