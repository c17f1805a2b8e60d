package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.queryapi.peers.PeerOutcome;
import java.util.Collection;
import java.util.Optional;

/**
 * The result of a query for one partition, of one node.
 *
 * @param read the answer, or why there is none
 * @param isStandby true if the node follows the partition, and another one counts it
 */
record PartitionResult<T>(LocalRead<T> read, boolean isStandby) {
    static <T> PartitionResult<T> counted(LocalRead<T> read) {
        return new PartitionResult<>(read, false);
    }

    static <T> PartitionResult<T> notReady(int partition, String why) {
        return counted(new LocalRead.NotReady<>(partition, why));
    }

    static <T> PartitionResult<T> followed(LocalRead<T> read) {
        return new PartitionResult<>(read, true);
    }

    boolean isFound() {
        return read instanceof LocalRead.Found;
    }

    boolean isNotOwned() {
        return read instanceof LocalRead.NotOwned;
    }

    /** The answer, if there is one. */
    Optional<T> value() {
        return read.fold(
                found -> Optional.of(found.value()), notOwned -> Optional.empty(), notReady -> Optional.empty());
    }

    /** The time of the answer, if there is one. */
    Optional<AsOf> asOf() {
        return read.fold(
                found -> Optional.of(found.asOf()), notOwned -> Optional.empty(), notReady -> Optional.empty());
    }

    /** The reason why the partition cannot be asked now, if it is here. */
    Optional<String> why() {
        return read.fold(
                found -> Optional.empty(), notOwned -> Optional.empty(), notReady -> Optional.of(notReady.why()));
    }

    /** The better of two: the first answer; without one the first reason, and any is better than that it is elsewhere. */
    PartitionResult<T> or(PartitionResult<T> other) {
        if (isFound()) return this;
        return other.isFound() || isNotOwned() ? other : this;
    }

    /** The outcome of a request that had these results. */
    static <T> PeerOutcome outcome(Collection<PartitionResult<T>> results) {
        if (results.stream().anyMatch(PartitionResult::isFound)) return PeerOutcome.OK;
        return results.stream().anyMatch(PartitionResult::isNotOwned) ? PeerOutcome.NOT_OWNED : PeerOutcome.NOT_READY;
    }
}
