package dev.footfall.aggregator.query;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The place in the log that a partition's state has reached. {@code newestLogTime}: of the records applied; empty
 * before the first. {@code lagRecords}: not yet applied, ≥ 0. {@code lastSealed}: the last sealed day, known by its
 * counts alone; empty where all is counted from the log. {@code wholeUntil}: every record with an earlier log time
 * is applied. {@code balances}: the origins of what is included beside the counts, not counted here.
 */
public record AsOf(
        Optional<Instant> newestLogTime,
        long lagRecords,
        Optional<LocalDate> lastSealed,
        Instant wholeUntil,
        Set<String> balances) {
    /** Of an answer for which nothing was read. */
    public static final AsOf NOTHING = new AsOf(Optional.empty(), 0);

    public AsOf {
        if (lagRecords < 0) throw new IllegalArgumentException("lagRecords < 0: " + lagRecords);
        balances = Set.copyOf(balances);
    }

    public AsOf(Optional<Instant> newest, long lag, Optional<LocalDate> sealed, Instant wholeUntil) {
        this(newest, lag, sealed, wholeUntil, Set.of());
    }

    public AsOf(Optional<Instant> newest, long lag, Optional<LocalDate> sealed) {
        this(newest, lag, sealed, lag == 0 ? Instant.MAX : newest.orElse(Instant.MIN));
    }

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
                lastSealed(other),
                wholeUntil(other),
                balances(other));
    }

    /** The as-of of an answer made of two partitions: the newest log time of either, and the sum of the lags. */
    public AsOf and(AsOf other) {
        Optional<Instant> newest = newestLogTime
                .map(time -> other.newestLogTime.filter(time::isBefore).orElse(time))
                .or(other::newestLogTime);
        return new AsOf(newest, lagRecords + other.lagRecords, lastSealed(other), wholeUntil(other), balances(other));
    }

    public AsOf including(Set<String> origins) {
        if (origins.isEmpty()) return this;
        return new AsOf(newestLogTime, lagRecords, lastSealed, wholeUntil, union(balances, origins));
    }

    public AsOf withoutBalances() {
        return balances.isEmpty() ? this : new AsOf(newestLogTime, lagRecords, lastSealed, wholeUntil);
    }

    private Set<String> balances(AsOf other) {
        return other.balances.isEmpty() ? balances : union(balances, other.balances);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.of(some, others).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }

    private Instant wholeUntil(AsOf other) {
        return wholeUntil.isBefore(other.wholeUntil) ? wholeUntil : other.wholeUntil;
    }

    private Optional<LocalDate> lastSealed(AsOf other) {
        return Stream.of(lastSealed, other.lastSealed).flatMap(Optional::stream).max(Comparator.naturalOrder());
    }
}
