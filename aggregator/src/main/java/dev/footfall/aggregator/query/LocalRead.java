package dev.footfall.aggregator.query;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

public sealed interface LocalRead<T> {
    default <R> R fold(
            Function<Found<T>, R> onFound, Function<NotOwned<T>, R> onNotOwned, Function<NotReady<T>, R> onNotReady) {
        if (this instanceof Found<T> found) return onFound.apply(found);
        if (this instanceof NotOwned<T> notOwned) return onNotOwned.apply(notOwned);
        return onNotReady.apply((NotReady<T>) this);
    }

    default <R> LocalRead<R> map(Function<T, R> change) {
        return onFound(found -> new Found<>(change.apply(found.value()), found.asOf()));
    }

    /** A second read of the same partition after this one, if it found anything; both together are as old as the older. */
    default <U> LocalRead<U> then(Function<T, LocalRead<U>> next) {
        return onFound(found -> next.apply(found.value()).noNewerThan(found.asOf()));
    }

    private <R> LocalRead<R> onFound(Function<Found<T>, LocalRead<R>> change) {
        return fold(
                change,
                notOwned -> new NotOwned<>(notOwned.partition()),
                notReady -> new NotReady<>(notReady.partition(), notReady.why()));
    }

    /** Several reads of the same partition, one after another, at least one; all together are as old as the oldest. */
    static <K, T> LocalRead<List<T>> each(List<K> keys, Function<K, LocalRead<T>> read) {
        List<T> found = new ArrayList<>();
        LocalRead<Boolean> all = read.apply(keys.get(0)).map(found::add);
        for (K key : keys.subList(1, keys.size()))
            all = all.then(any -> read.apply(key).map(found::add));
        return all.map(any -> found);
    }

    private LocalRead<T> noNewerThan(AsOf first) {
        return onFound(found -> new Found<>(found.value(), first.earlier(found.asOf())));
    }

    record Found<T>(T value, AsOf asOf) implements LocalRead<T> {}

    record NotOwned<T>(int partition) implements LocalRead<T> {}

    /** Starting, restoring or rebalancing. {@code why}: in words for an operator. */
    record NotReady<T>(int partition, String why) implements LocalRead<T> {}

    /**
     * The place in the log that a partition's state has reached. {@code newestLogTime}: of the records applied; empty
     * before the first. {@code lagRecords}: not yet applied, ≥ 0. {@code lastSealed}: the last sealed day, known by its
     * counts alone; empty where all is counted from the log. {@code wholeUntil}: every record with an earlier log time
     * is applied.
     */
    public record AsOf(
            Optional<Instant> newestLogTime, long lagRecords, Optional<LocalDate> lastSealed, Instant wholeUntil) {
        public AsOf {
            if (lagRecords < 0) throw new IllegalArgumentException("lagRecords < 0: " + lagRecords);
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
                    wholeUntil(other));
        }

        /** The as-of of an answer made of two partitions: the newest log time of either, and the sum of the lags. */
        public AsOf and(AsOf other) {
            Optional<Instant> newest = newestLogTime
                    .map(time -> other.newestLogTime.filter(time::isBefore).orElse(time))
                    .or(other::newestLogTime);
            return new AsOf(newest, lagRecords + other.lagRecords, lastSealed(other), wholeUntil(other));
        }

        private Instant wholeUntil(AsOf other) {
            return wholeUntil.isBefore(other.wholeUntil) ? wholeUntil : other.wholeUntil;
        }

        private Optional<LocalDate> lastSealed(AsOf other) {
            return Stream.of(lastSealed, other.lastSealed)
                    .flatMap(Optional::stream)
                    .max(Comparator.naturalOrder());
        }
    }
}
