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

/** The stores of a state that this process does not open: nothing is read from them. {@code why}: in words for an operator. */
record UnopenedStores(String why) implements StoreReader {
    @Override
    public <R> LocalRead<R> askBoth(
            int partition,
            String part,
            BiFunction<ReadOnlyKeyValueStore<Bytes, byte[]>, Optional<TrendingIndex>, R> read) {
        return notReady(partition);
    }

    @Override
    public <R> LocalRead<R> askVisitors(int partition, Function<ReadOnlyKeyValueStore<Bytes, byte[]>, R> read) {
        return notReady(partition);
    }

    @Override
    public <R> LocalRead<R> askRanking(int partition, Function<TrendingIndex, Optional<R>> read) {
        return notReady(partition);
    }

    @Override
    public <R> LocalRead<R> askArrivals(int partition, Function<ArrivalsByOpenness, R> read) {
        return notReady(partition);
    }

    @Override
    public Readiness readiness() {
        return new Readiness(false, why);
    }

    private <R> LocalRead<R> notReady(int partition) {
        return new LocalRead.NotReady<>(partition, why);
    }
}
