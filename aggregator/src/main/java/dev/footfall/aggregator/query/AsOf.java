package dev.footfall.aggregator.query;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The place in the log that a partition's state has reached.
 *
 * @param newestLogTime log time of the newest record applied; empty before the first
 * @param lagRecords records of the log not yet applied, ≥ 0
 * @param lastSealed the last day that comes from sealed days, of which nothing but the counts is known; empty where all is
 *     counted from the log
 */
public record AsOf(Optional<Instant> newestLogTime, long lagRecords, Optional<LocalDate> lastSealed) {
    public AsOf {
        if (lagRecords < 0) throw new IllegalArgumentException("lagRecords < 0: " + lagRecords);
    }

    /** The place of a state that is counted from the log alone. */
    public AsOf(Optional<Instant> newestLogTime, long lagRecords) {
        this(newestLogTime, lagRecords, Optional.empty());
    }

    /** The as-of of an answer made of two reads of the same partitions: no newer than either. */
    public AsOf earlier(AsOf other) {
        boolean isOlder = other.newestLogTime
                .map(time -> newestLogTime.filter(time::isBefore).isPresent())
                .orElse(true);
        return new AsOf(
                isOlder ? other.newestLogTime : newestLogTime,
                Math.max(lagRecords, other.lagRecords),
                lastSealed(other));
    }

    /** The as-of of an answer made of two partitions: the newest log time of either, and the sum of the lags. */
    public AsOf and(AsOf other) {
        Optional<Instant> newest = newestLogTime
                .map(time -> other.newestLogTime.filter(time::isBefore).orElse(time))
                .or(other::newestLogTime);
        return new AsOf(newest, lagRecords + other.lagRecords, lastSealed(other));
    }

    private Optional<LocalDate> lastSealed(AsOf other) {
        return Stream.of(lastSealed, other.lastSealed).flatMap(Optional::stream).max(Comparator.naturalOrder());
    }
}
