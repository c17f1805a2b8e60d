package dev.footfall.aggregator.stores;

import dev.footfall.aggregator.arrivals.Arrivals;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Readiness;
import dev.footfall.aggregator.ranking.TrendingIndex;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/**
 * Stores whose answers are held back as long as there is a reason to: while a state that was thrown away is counted again,
 * its numbers are smaller than those that callers know, and nothing in them shows it.
 */
public final class HeldStores implements StoreReader {
    private final StoreReader stores;
    private final Supplier<Optional<String>> reason;

    /**
     * The answers of these stores.
     *
     * @param reason the reason for which they are held back now; empty when they are not
     */
    public HeldStores(StoreReader stores, Supplier<Optional<String>> reason) {
        this.stores = stores;
        this.reason = reason;
    }

    @Override
    public <R> LocalRead<R> askBoth(
            int partition,
            String store,
            BiFunction<ReadOnlyKeyValueStore<Bytes, byte[]>, Optional<TrendingIndex>, R> read) {
        return unlessHeld(partition, () -> stores.askBoth(partition, store, read));
    }

    @Override
    public <R> LocalRead<R> askRanking(int partition, Function<TrendingIndex, Optional<R>> read) {
        return unlessHeld(partition, () -> stores.askRanking(partition, read));
    }

    @Override
    public <R> LocalRead<R> askVisitors(int partition, Function<ReadOnlyWindowStore<Bytes, byte[]>, R> read) {
        return unlessHeld(partition, () -> stores.askVisitors(partition, read));
    }

    @Override
    public <R> LocalRead<R> askArrivals(int partition, Function<Arrivals, R> read) {
        return unlessHeld(partition, () -> stores.askArrivals(partition, read));
    }

    private <R> LocalRead<R> unlessHeld(int partition, Supplier<LocalRead<R>> answer) {
        Optional<String> why = reason.get();
        return why.isPresent() ? new LocalRead.NotReady<>(partition, why.get()) : answer.get();
    }

    @Override
    public Readiness readiness() {
        return reason.get().map(why -> new Readiness(false, why)).orElseGet(stores::readiness);
    }
}
