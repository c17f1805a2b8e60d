package dev.footfall.aggregator.counting;

import java.util.Optional;

/**
 * Events of each source by the hour of their own time, whatever became of them but for duplicates: of all repositories of a
 * partition together, in {@code dev.footfall.aggregator.sourcehours}.
 */
public final class SourceHours implements PartitionProjection {
    /** Its name in the setting {@code projections}. */
    public static final String NAME = "source-hours";

    private static final int NUMBER = 6;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int section() {
        return NUMBER;
    }

    @Override
    public Counts open(PartitionStores stores) {
        return new HeapSourceHours(stores);
    }

    @Override
    public Optional<SealRecord> seal(byte[] key, byte[] value, String rules, long end) {
        return SourceDayKey.isOne(key)
                ? Optional.of(new SealedSourceDay(SourceDay.of(key, value), rules, end))
                : Optional.empty();
    }

    @Override
    public Optional<SealRecord> unseal(JsonTree json) {
        return SealedSourceDay.unseal(json);
    }
}
