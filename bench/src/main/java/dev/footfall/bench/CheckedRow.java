package dev.footfall.bench;

import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.aggregator.rollup.DailyRow;
import dev.footfall.rules.ExclusionReason;

/**
 * All numbers of one repository's UTC day.
 *
 * @param rank the repository's place in the catalog's order
 * @param epochDay the day, in days since 1970
 */
public record CheckedRow(int rank, int epochDay, DailyCounts counts, Excluded excluded) {
    /** The numbers of events that were not counted, by reason. */
    public record Excluded(long method, long status, long range, long partial, long path, long late, long duplicate) {
        /** None. */
        static final Excluded NONE = new Excluded(0, 0, 0, 0, 0, 0, 0);

        static Excluded of(DailyRow row) {
            return new Excluded(
                    number(row, ExclusionReason.METHOD),
                    number(row, ExclusionReason.STATUS),
                    number(row, ExclusionReason.RANGE),
                    number(row, ExclusionReason.PARTIAL),
                    number(row, ExclusionReason.PATH),
                    number(row, ExclusionReason.LATE),
                    number(row, ExclusionReason.DUPLICATE));
        }

        private static long number(DailyRow row, ExclusionReason reason) {
            return row.excluded().byReason().getOrDefault(reason, 0L);
        }
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
