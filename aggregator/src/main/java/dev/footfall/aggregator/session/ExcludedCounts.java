package dev.footfall.aggregator.session;

import dev.footfall.rules.ExclusionReason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers of events that were not counted, by reason. Immutable. */
public final class ExcludedCounts {
    /** None. */
    public static final ExcludedCounts NONE = new ExcludedCounts(Map.of());

    private final EnumMap<ExclusionReason, Long> numbers;

    /** Counts by reason, each ≥ 1. */
    public ExcludedCounts(Map<ExclusionReason, Long> byReason) {
        this.numbers = new EnumMap<>(ExclusionReason.class);
        numbers.putAll(byReason);
    }

    /** The reasons that occurred, with numbers ≥ 1. */
    public Map<ExclusionReason, Long> byReason() {
        return Collections.unmodifiableMap(numbers);
    }

    /** Their sum over all reasons. */
    public long total() {
        return numbers.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ExcludedCounts counts && numbers.equals(counts.numbers);
    }

    @Override
    public int hashCode() {
        return numbers.hashCode();
    }

    @Override
    public String toString() {
        return numbers.toString();
    }
}
