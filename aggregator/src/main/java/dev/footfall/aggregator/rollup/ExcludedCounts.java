package dev.footfall.aggregator.rollup;

import dev.footfall.aggregator.session.ExclusionReason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many events were not counted, by reason.
 *
 * @param byReason the reasons that occurred, with numbers ≥ 1
 */
public record ExcludedCounts(Map<ExclusionReason, Long> byReason) {
    /** None. */
    public static final ExcludedCounts NONE = new ExcludedCounts(Map.of());

    public ExcludedCounts {
        Map<ExclusionReason, Long> copy = new EnumMap<>(ExclusionReason.class);
        copy.putAll(byReason);
        byReason = Collections.unmodifiableMap(copy);
    }

    /** These, and one more for that reason. */
    public ExcludedCounts plusOne(ExclusionReason reason) {
        Map<ExclusionReason, Long> more = new EnumMap<>(ExclusionReason.class);
        more.putAll(byReason);
        more.merge(reason, 1L, Long::sum);
        return new ExcludedCounts(more);
    }

    /** How many there are of all reasons. */
    public long total() {
        return byReason.values().stream().mapToLong(Long::longValue).sum();
    }
}
