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

/** {@code isStandby}: true if the node follows the partition, and another one counts it. */
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

    Optional<T> value() {
        return read instanceof LocalRead.Found<T> found ? Optional.of(found.value()) : Optional.empty();
    }

    Optional<AsOf> asOf() {
        return read instanceof LocalRead.Found<T> found ? Optional.of(found.asOf()) : Optional.empty();
    }

    Optional<String> why() {
        return read instanceof LocalRead.NotReady<T> notReady ? Optional.of(notReady.why()) : Optional.empty();
    }

    /** Returns the better of two: found before not ready before not owned; the first of equals. */
    PartitionResult<T> or(PartitionResult<T> other) {
        if (isFound()) return this;
        return other.isFound() || isNotOwned() ? other : this;
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

        void take(int partition, PartitionResult<T> result) {
            if (!open.contains(partition)) {
                query.release(result.value().stream().toList());
                return;
            }
            results.merge(partition, result, PartitionResult::or);
            if (result.isFound()) open.remove(partition);
        }

        Answer<T> answer() {
            List<T> parts = parts();
            AsOf asOf = results.values().stream()
                    .flatMap(result -> result.asOf().stream())
                    .reduce(AsOf::and)
                    .orElse(NOTHING);
            if (open.isEmpty()) return new Answer.Complete<>(query.merge(parts), asOf);
            if (parts.isEmpty()) return new Answer.Unavailable<>(reason());
            return new Answer.Partial<>(query.merge(parts), asOf, List.copyOf(open), reason());
        }

        private List<T> parts() {
            return results.values().stream()
                    .flatMap(result -> result.value().stream())
                    .toList();
        }

        private String reason() {
            int first = open.iterator().next();
            return Optional.ofNullable(results.get(first))
                    .flatMap(PartitionResult::why)
                    .orElse("no node that can be asked has partition " + first);
        }

        void release() {
            query.release(parts());
        }
    }
}
