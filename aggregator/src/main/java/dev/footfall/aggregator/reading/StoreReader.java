package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.arrivals.ArrivalsByOpenness;
import dev.footfall.aggregator.live.TrendingIndex;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Readiness;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The way to the stores of a partition on this node: those of one that it counts, or those that follow another's. */
sealed interface StoreReader permits ActiveStores, StandbyStores, UnopenedStores {
    /** Reads a part of a partition's store; at least as current as its as-of. */
    default <R> LocalRead<R> ask(int partition, String part, Function<ReadOnlyKeyValueStore<Bytes, byte[]>, R> read) {
        return askBoth(partition, part, (open, ranking) -> read.apply(open));
    }

    <R> LocalRead<R> askBoth(
            int partition,
            String part,
            BiFunction<ReadOnlyKeyValueStore<Bytes, byte[]>, Optional<TrendingIndex>, R> read);

    /** Reads the visitor-days; never from a copy, which has no as-of. */
    <R> LocalRead<R> askVisitors(int partition, Function<ReadOnlyKeyValueStore<Bytes, byte[]>, R> read);

    /** Reads the ranking of a partition; empty if that failed. */
    <R> LocalRead<R> askRanking(int partition, Function<TrendingIndex, Optional<R>> read);

    /** Reads the arrivals of a partition; never from a copy, which has none. */
    <R> LocalRead<R> askArrivals(int partition, Function<ArrivalsByOpenness, R> read);

    Readiness readiness();
}
