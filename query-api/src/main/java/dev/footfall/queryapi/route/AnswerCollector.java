package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.AsOf;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Not thread-safe. */
final class AnswerCollector<T> {

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
        if (!open.contains(result.partition())) {
            query.release(result.value().stream().toList());
            return;
        }
        results.merge(result.partition(), result, PartitionResult::or);
        if (result.isFound()) open.remove(result.partition());
    }

    Answer<T> answer() {
        List<T> parts = PartitionResult.values(results.values());
        AsOf asOf = results.values().stream()
                .flatMap(result -> result.asOf().stream())
                .reduce(AsOf::and)
                .orElse(AsOf.NOTHING);
        if (open.isEmpty()) return new Answer.Complete<>(query.merge(parts), asOf);
        if (parts.isEmpty()) return new Answer.Unavailable<>(reason());
        return new Answer.Partial<>(query.merge(parts), asOf, List.copyOf(open), reason());
    }

    private String reason() {
        int first = open.iterator().next();
        return Optional.ofNullable(results.get(first))
                .flatMap(PartitionResult::why)
                .orElse("no available node has partition " + first);
    }

    void release() {
        query.release(PartitionResult.values(results.values()));
    }
}
