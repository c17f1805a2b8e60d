package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.Readiness;
import dev.footfall.aggregator.query.RowsLost;
import dev.footfall.queryapi.auth.Visibility;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** This node: the partitions that it counts, and those that it follows. */
public record LocalNode(
        LocalState state,
        Optional<LocalState> standby,
        Visibility visibility,
        FollowedFacts facts,
        AnswerCache kept,
        NodeReport report) {
    public LocalNode(
            LocalState owned, Optional<LocalState> standby, boolean unregisteredArePublic, FollowedFacts facts) {
        this(
                owned,
                standby,
                new Visibility(owned.registrations(), unregisteredArePublic),
                facts,
                new AnswerCache(WeightedCache.MOST_ENTRIES),
                NodeReport.NONE);
    }

    /** The same, which tells operators that of itself. */
    public LocalNode reporting(NodeReport other) {
        return new LocalNode(state, standby, visibility, facts, kept, other);
    }

    public Readiness standbys() {
        return standby.orElse(state).readiness();
    }

    /** For all at once where that costs much. */
    <T> void answer(
            PartitionQuery<T> query,
            Collection<Integer> partitions,
            boolean standbyToo,
            Consumer<PartitionResult<T>> taker) {
        if (query instanceof CacheableQuery) {
            answerAtOnce(query, partitions, standbyToo, taker);
        } else {
            Stream<Integer> each = query.isReadInParallel() ? partitions.parallelStream() : partitions.stream();
            each.map(partition -> answer(query, partition, standbyToo)).forEachOrdered(taker);
        }
    }

    private <T> void answerAtOnce(
            PartitionQuery<T> query,
            Collection<Integer> partitions,
            boolean standbyToo,
            Consumer<PartitionResult<T>> taker) {
        List<Callable<PartitionResult<T>>> reads = new ArrayList<>();
        for (int partition : partitions) reads.add(() -> answer(query, partition, standbyToo));
        try {
            ReadThreads.all(reads).forEach(taker);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            for (int partition : partitions)
                taker.accept(PartitionResult.notReady(partition, "the request took " + "too long"));
        }
    }

    <T> PartitionResult<T> answer(PartitionQuery<T> query, int partition, boolean standbyToo) {
        var counted = PartitionResult.of(partition, false, read(query, state, partition));
        if (counted.isFound() || !standbyToo || standby.isEmpty()) return counted;
        return counted.or(PartitionResult.of(partition, true, read(query, standby.get(), partition)));
    }

    private <T> LocalRead<T> read(PartitionQuery<T> query, LocalState from, int partition) {
        var view = new PartitionView(from, partition, visibility, facts, report);
        try {
            return query instanceof CacheableQuery<T> costly
                    ? kept.answer(costly, view, from != state)
                    : query.answer(view);
        } catch (Access.Unknown | RowsLost e) {
            return new LocalRead.NotReady<>(partition, String.valueOf(e.getMessage()));
        }
    }
}
