package dev.footfall.aggregator.query;

import java.time.Instant;
import java.util.Optional;

/**
 * How current a partition's state is.
 *
 * @param newestLogTime log time of the newest record applied; empty before the first
 * @param lagRecords records of the log not yet applied, ≥ 0
 */
public record AsOf(Optional<Instant> newestLogTime, long lagRecords) {
    public AsOf {
        if (lagRecords < 0) throw new IllegalArgumentException("lagRecords < 0: " + lagRecords);
    }

    /** How current an answer made of both is: the newest log time of either, and the sum of the lags. */
    public AsOf and(AsOf other) {
        Optional<Instant> newest = newestLogTime
                .map(time -> other.newestLogTime.filter(time::isBefore).orElse(time))
                .or(other::newestLogTime);
        return new AsOf(newest, lagRecords + other.lagRecords);
    }
}
