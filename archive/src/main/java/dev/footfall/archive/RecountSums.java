package dev.footfall.archive;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;

/**
 * Events that were counted again, of the archive and of the log, their rows, and sums of these.
 *
 * @param lost records that were deleted before they could be archived: days that had some of them have too little
 */
public record RecountSums(long archived, long logged, long lost, long rows, DailyCounts counts, long excluded) {
    static final RecountSums NOTHING = new RecountSums(0, 0, 0, 0, DailyCounts.ZERO, 0);

    RecountSums plus(DailyRow row) {
        long reasons = row.excluded().byReason().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return new RecountSums(archived, logged, lost, rows + 1, counts.plus(row.counts()), excluded + reasons);
    }

    RecountSums read(long ofArchive, long ofLog, long lostRecords) {
        return new RecountSums(archived + ofArchive, logged + ofLog, lost + lostRecords, rows, counts, excluded);
    }
}
