package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.arrivals.ArrivalsByOpenness;
import dev.footfall.aggregator.counting.store.LogPosition;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.live.LivePartition;
import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.live.TrendingIndex;
import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Readiness;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

record ActiveStores(NodeStores stores, LivePartitions live, NodeReadiness node) implements StoreReader {
    @Override
    public <R> LocalRead<R> askBoth(
            int partition,
            String part,
            BiFunction<ReadOnlyKeyValueStore<Bytes, byte[]>, Optional<TrendingIndex>, R> read) {
        return whenCounted(
                partition,
                (counted, asOf) -> stores.read(
                        partition,
                        part,
                        open -> new LocalRead.Found<>(read.apply(open, Optional.of(counted.trending())), asOf)));
    }

    @Override
    public <R> LocalRead<R> askVisitors(int partition, Function<ReadOnlyKeyValueStore<Bytes, byte[]>, R> read) {
        return askBoth(partition, PartitionStores.VISITOR_DAYS, (open, ranking) -> read.apply(open));
    }

    private <R> LocalRead<R> whenCounted(int partition, BiFunction<LivePartition, AsOf, LocalRead<R>> read) {
        Optional<LivePartition> counted = live.get(partition);
        if (counted.isEmpty()) return absent(partition);
        Optional<String> mute = counted.get().whyMute();
        if (mute.isPresent()) return new LocalRead.NotReady<>(partition, mute.get());
        // how far the state is, read first: the answer is at least as new
        LogPosition position = counted.get().tally().position();
        LocalRead<R> answer = stores.at(partition, position, asOf -> read.apply(counted.get(), asOf));
        // what was given away in between may have come back, and be older
        return live.get(partition).equals(counted) ? answer : absent(partition);
    }

    /** True if what is in the store may be wrong, or too small: nothing else of it may be read either. */
    boolean isMute(int partition) {
        return live.get(partition).flatMap(LivePartition::whyMute).isPresent();
    }

    @Override
    public <R> LocalRead<R> askRanking(int partition, Function<TrendingIndex, Optional<R>> read) {
        return whenCounted(
                partition,
                (counted, asOf) -> read.apply(counted.trending())
                        .<LocalRead<R>>map(value -> new LocalRead.Found<>(value, asOf))
                        .orElseGet(() -> absent(partition)));
    }

    @Override
    public <R> LocalRead<R> askArrivals(int partition, Function<ArrivalsByOpenness, R> read) {
        return whenCounted(partition, (counted, asOf) -> new LocalRead.Found<>(read.apply(counted.arrivals()), asOf));
    }

    private <R> LocalRead<R> absent(int partition) {
        return node.isExpected(partition)
                ? new LocalRead.NotReady<>(partition, node.readiness().detail())
                : new LocalRead.NotOwned<>(partition);
    }

    @Override
    public Readiness readiness() {
        return node.readiness();
    }
}
