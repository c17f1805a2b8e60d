package dev.footfall.bench;

import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.aggregator.rollup.ExcludedCounts;
import dev.footfall.rules.ExclusionReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * All numbers of one repository's UTC day.
 *
 * @param rank the repository's place in the catalog's order
 * @param epochDay the day, in days since 1970
 */
public record CheckedRow(int rank, int epochDay, DailyCounts counts, ExcludedCounts excluded) {
    /** The events that were not counted, by reason. */
    static ExcludedCounts excluded(ToLongFunction<ExclusionReason> events) {
        Map<ExclusionReason, Long> byReason = new EnumMap<>(ExclusionReason.class);
        for (ExclusionReason reason : ExclusionReason.values()) {
            long number = events.applyAsLong(reason);
            if (number != 0) byReason.put(reason, number);
        }
        return new ExcludedCounts(byReason);
    }

    /** True if it comes before the other in the order of repositories and days. */
    boolean isBefore(CheckedRow other) {
        return rank == other.rank ? epochDay < other.epochDay : rank < other.rank;
    }

    /** True if both are of one repository and day. */
    boolean isOfSameDay(CheckedRow other) {
        return rank == other.rank && epochDay == other.epochDay;
    }
}
