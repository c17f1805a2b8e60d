package dev.footfall.aggregator.rollup;

import dev.footfall.rules.ExclusionReason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** {@link ExcludedCounts} while they are counted: they change in place. Not thread-safe. */
final class RunningExclusions {
    private static final List<ExclusionReason> REASONS = List.of(ExclusionReason.values());

    private final long[] numbers = new long[REASONS.size()];

    void add(ExclusionReason reason, long events) {
        numbers[place(reason)] += events;
    }

    void addAll(Map<ExclusionReason, Long> byReason) {
        byReason.forEach(this::add);
    }

    @SuppressWarnings("EnumOrdinal") // of this object's own array, which nobody else sees
    private static int place(ExclusionReason reason) {
        return reason.ordinal();
    }

    /** The reasons that occurred, with their numbers. */
    Map<ExclusionReason, Long> byReason() {
        Map<ExclusionReason, Long> byReason = new EnumMap<>(ExclusionReason.class);
        for (ExclusionReason reason : REASONS) {
            if (numbers[place(reason)] > 0) byReason.put(reason, numbers[place(reason)]);
        }
        return byReason;
    }
}
