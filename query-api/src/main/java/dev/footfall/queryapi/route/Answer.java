package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.AsOf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The merged answer of the partitions asked: complete, partial with the missing ones, or unavailable. */
public sealed interface Answer<T> {
    default <R> R fold(
            Function<Complete<T>, R> onComplete,
            Function<Partial<T>, R> onPartial,
            Function<Unavailable<T>, R> onUnavailable) {
        if (this instanceof Complete<T> complete) return onComplete.apply(complete);
        if (this instanceof Partial<T> partial) return onPartial.apply(partial);
        return onUnavailable.apply((Unavailable<T>) this);
    }

    default <R> Answer<R> map(Function<T, R> change) {
        return fold(
                complete -> new Complete<>(change.apply(complete.value()), complete.asOf()),
                partial -> new Partial<>(
                        change.apply(partial.value()), partial.asOf(), partial.missingPartitions(), partial.reason()),
                unavailable -> new Unavailable<>(unavailable.reason()));
    }

    /** As current as the older of both; none when this answer is not whole. */
    default <R> Answer<R> then(Function<Complete<T>, Answer<R>> next) {
        return fold(
                complete -> next.apply(complete).noNewerThan(complete.asOf()),
                partial -> new Unavailable<>(partial.reason()),
                unavailable -> new Unavailable<>(unavailable.reason()));
    }

    /** The same answer, where nothing that is shown includes a balance. */
    default Answer<T> withoutBalances() {
        return fold(
                complete -> new Complete<>(complete.value(), complete.asOf().withoutBalances()),
                partial -> new Partial<>(
                        partial.value(),
                        partial.asOf().withoutBalances(),
                        partial.missingPartitions(),
                        partial.reason()),
                unavailable -> unavailable);
    }

    /** A value for which no partition was asked. */
    static <T> Answer<T> unasked(T value) {
        return new Complete<>(value, AsOf.NOTHING);
    }

    /** Several questions, one after another, at least one; all together are as current as the oldest. */
    static <K, T> Answer<List<T>> each(List<K> keys, Function<K, Answer<T>> ask) {
        List<T> found = new ArrayList<>();
        Answer<Boolean> all = ask.apply(keys.get(0)).map(found::add);
        for (K key : keys.subList(1, keys.size()))
            all = all.then(any -> ask.apply(key).map(found::add));
        return all.map(any -> found);
    }

    private Answer<T> noNewerThan(AsOf first) {
        return fold(
                complete -> new Complete<>(complete.value(), first.earlier(complete.asOf())),
                partial -> new Partial<>(
                        partial.value(), first.earlier(partial.asOf()), partial.missingPartitions(), partial.reason()),
                unavailable -> unavailable);
    }

    record Complete<T>(T value, AsOf asOf) implements Answer<T> {}

    /** The value is theirs alone; the missing ones ascend, and {@code reason} is the first one's. */
    record Partial<T>(T value, AsOf asOf, List<Integer> missingPartitions, String reason) implements Answer<T> {
        public Partial {
            missingPartitions = List.copyOf(missingPartitions);
            if (missingPartitions.isEmpty()) throw new IllegalArgumentException("a partial answer lacks something");
        }
    }

    record Unavailable<T>(String reason) implements Answer<T> {}
}
