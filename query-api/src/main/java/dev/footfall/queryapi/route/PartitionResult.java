package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.queryapi.peers.PeerOutcome;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The answer of one partition, as it goes over the wire: found with its time, not ready for a reason, or, with neither, not
 * owned. {@code isStandby}: true if the node follows the partition, and another one counts it.
 */
record PartitionResult<T>(
        int partition, boolean isStandby, Optional<AsOf> asOf, Optional<T> value, Optional<String> why) {
    PartitionResult {
        boolean isOne = asOf.isPresent() == value.isPresent() && !(value.isPresent() && why.isPresent());
        if (!isOne) throw new IllegalArgumentException("a result for partition " + partition + " that is none");
    }

    static <T> PartitionResult<T> of(int partition, boolean isStandby, LocalRead<T> read) {
        Optional<LocalRead.Found<T>> found =
                read instanceof LocalRead.Found<T> one ? Optional.of(one) : Optional.empty();
        return new PartitionResult<>(
                partition,
                isStandby,
                found.map(LocalRead.Found::asOf),
                found.map(LocalRead.Found::value),
                read instanceof LocalRead.NotReady<T> notReady ? Optional.of(notReady.why()) : Optional.empty());
    }

    static <T> PartitionResult<T> notReady(int partition, String why) {
        return of(partition, false, new LocalRead.NotReady<>(partition, why));
    }

    static <T> PartitionResult<T> notOwned(int partition) {
        return of(partition, false, new LocalRead.NotOwned<>(partition));
    }

    <R> PartitionResult<R> map(Function<T, R> change) {
        return new PartitionResult<>(partition, isStandby, asOf, value.map(change), why);
    }

    boolean isFound() {
        return value.isPresent();
    }

    boolean isNotOwned() {
        return value.isEmpty() && why.isEmpty();
    }

    /** Returns the better of two: found before not ready before not owned; the first of equals. */
    PartitionResult<T> or(PartitionResult<T> other) {
        if (isFound()) return this;
        return other.isFound() || isNotOwned() ? other : this;
    }

    static <T> List<T> values(Collection<PartitionResult<T>> results) {
        return results.stream().flatMap(result -> result.value.stream()).toList();
    }

    static <T> PeerOutcome outcome(Collection<PartitionResult<T>> results) {
        if (results.stream().anyMatch(PartitionResult::isFound)) return PeerOutcome.OK;
        return results.stream().anyMatch(PartitionResult::isNotOwned) ? PeerOutcome.NOT_OWNED : PeerOutcome.NOT_READY;
    }
}
