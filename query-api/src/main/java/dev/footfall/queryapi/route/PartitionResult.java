package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalRead.AsOf;
import dev.footfall.queryapi.peers.PeerReply.PeerOutcome;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /** Not thread-safe. */
    static final class AnswerCollector<T> {
        private static final AsOf NOTHING = new AsOf(Optional.empty(), 0);

        private final PartitionQuery<T> query;
        private final Set<Integer> open;
        private final Map<Integer, PartitionResult<T>> results = new TreeMap<>();

        AnswerCollector(PartitionQuery<T> query, Set<Integer> partitions) {
            this.query = query;
            this.open = new TreeSet<>(partitions);
        }

        Set<Integer> open() {
            return Set.copyOf(open);
        }

        boolean isOpen(int partition) {
            return open.contains(partition);
        }

        void take(PartitionResult<T> result) {
            if (!open.contains(result.partition)) {
                query.release(result.value.stream().toList());
                return;
            }
            results.merge(result.partition, result, PartitionResult::or);
            if (result.isFound()) open.remove(result.partition);
        }

        Answer<T> answer() {
            List<T> parts = values(results.values());
            AsOf asOf = results.values().stream()
                    .flatMap(result -> result.asOf.stream())
                    .reduce(AsOf::and)
                    .orElse(NOTHING);
            if (open.isEmpty()) return new Answer.Complete<>(query.merge(parts), asOf);
            if (parts.isEmpty()) return new Answer.Unavailable<>(reason());
            return new Answer.Partial<>(query.merge(parts), asOf, List.copyOf(open), reason());
        }

        private String reason() {
            int first = open.iterator().next();
            return Optional.ofNullable(results.get(first))
                    .flatMap(PartitionResult::why)
                    .orElse("no node that can be asked has partition " + first);
        }

        void release() {
            query.release(values(results.values()));
        }
    }
}
