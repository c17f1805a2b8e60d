package dev.footfall.aggregator.counting.heap;

import dev.footfall.aggregator.counts.ExcludedCounts;
import dev.footfall.rules.ExclusionReason;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * {@link ExcludedCounts} while they are counted: they change in place. No longer than the greatest number of a reason that
 * occurred, because of most rows that is none. Not thread-safe.
 */
final class RunningExclusions {
    private static final long[] NONE = {};

    private long[] byNumber = NONE;

    void add(ExclusionReason reason, long events) {
        int number = reason.number();
        if (number >= byNumber.length) byNumber = Arrays.copyOf(byNumber, number + 1);
        byNumber[number] += events;
    }

    void addAll(Map<ExclusionReason, Long> byReason) {
        byReason.forEach(this::add);
    }

    Map<ExclusionReason, Long> byReason() {
        Map<ExclusionReason, Long> byReason = new EnumMap<>(ExclusionReason.class);
        for (int number = 0; number < byNumber.length; number++) {
            if (byNumber[number] > 0) byReason.put(ExclusionReason.ofNumber(number), byNumber[number]);
        }
        return byReason;
    }
}
