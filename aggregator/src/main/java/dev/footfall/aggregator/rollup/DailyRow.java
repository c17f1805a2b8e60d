package dev.footfall.aggregator.rollup;

import dev.footfall.aggregator.session.ExclusionReason;
import java.util.OptionalLong;

/**
 * One repository's UTC day.
 *
 * @param openedMillis log time of the first counted event, milliseconds since 1970; without meaning before there is one
 * @param counts what was counted
 * @param excluded what was not
 */
public record DailyRow(long openedMillis, DailyCounts counts, ExcludedCounts excluded) {
    /** A day on which nothing happened. */
    public static final DailyRow EMPTY = new DailyRow(0, DailyCounts.ZERO, ExcludedCounts.NONE);

    /** When the day opened; empty while nothing was counted. */
    public OptionalLong opened() {
        return counts.files() == 0 ? OptionalLong.empty() : OptionalLong.of(openedMillis);
    }

    /** The row after one counted event, whose log time opens the day if it is the first. */
    public DailyRow plus(DailyCounts delta, long logTimeMillis) {
        return new DailyRow(opened().orElse(logTimeMillis), counts.plus(delta), excluded);
    }

    /** The row after one excluded event. */
    public DailyRow plusExcluded(ExclusionReason reason) {
        return new DailyRow(openedMillis, counts, excluded.plusOne(reason));
    }
}
