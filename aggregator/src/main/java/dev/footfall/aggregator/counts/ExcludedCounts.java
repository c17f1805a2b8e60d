package dev.footfall.aggregator.counts;

import dev.footfall.rules.ExclusionReason;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Numbers of events that were not counted, each ≥ 1, by the reasons that occurred. */
public record ExcludedCounts(Map<ExclusionReason, Long> byReason) {
    public static final ExcludedCounts NONE = new ExcludedCounts(Map.of());

    public ExcludedCounts {
        byReason = Collections.unmodifiableMap(new TreeMap<>(byReason));
    }
}
