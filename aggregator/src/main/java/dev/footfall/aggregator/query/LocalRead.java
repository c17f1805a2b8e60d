package dev.footfall.aggregator.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The answer of one partition on this node: a value with the place in the log that it reflects, or the reason for having
 * none.
 * {@link NotOwned} is answered by another node; {@link NotReady} may be asked again. Immutable.
 */
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

    /** The same, of a value that includes balances of these origins. */
    default LocalRead<T> including(Set<String> origins) {
        return onFound(found -> new Found<>(found.value(), found.asOf().including(origins)));
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
}
