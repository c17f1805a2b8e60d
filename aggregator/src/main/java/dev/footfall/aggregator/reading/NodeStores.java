package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.store.LogPosition;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.LocalRead;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.InvalidStateStorePartitionException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.internals.StateStoreProvider;

/** All stores of partitions that are on this node, whatever they are here for. */
record NodeStores(KafkaStreams streams, LogEnds ends) {
    /**
     * Reads from a part of a store, by the interface of stores. The queries of {@code KafkaStreams.query} take its two locks in the other
     * order than its writes do, and both then wait for ever (<a
     * href="https://issues.apache.org/jira/browse/KAFKA-19629">KAFKA-19629</a>).
     */
    <R> LocalRead<R> read(int partition, String part, Function<PartView, LocalRead<R>> read) {
        var wanted = StoreQueryParameters.fromNameAndType(PartitionStores.STORE, new FoundStore())
                .withPartition(partition)
                .enableStaleStores(); // else none can be read while this node gets or gives any
        try {
            return read.apply(new PartView(streams.store(wanted), part));
        } catch (InvalidStateStorePartitionException e) {
            return new LocalRead.NotOwned<>(partition);
        } catch (InvalidStateStoreException | IllegalStateException e) {
            return new LocalRead.NotReady<>(partition, "the stores are not open");
        }
    }

    <R> LocalRead<R> at(int partition, LogPosition position, Function<AsOf, LocalRead<R>> read) {
        OptionalLong lag = ends.lag(partition, position.nextOffset());
        if (lag.isEmpty()) return new LocalRead.NotReady<>(partition, LogEnds.UNKNOWN);
        Optional<Instant> newest = position.nextOffset() == 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(position.newestLogTimeMillis()));
        return read.apply(new AsOf(newest, lag.getAsLong(), position.lastSealed()));
    }

    /**
     * The store of one partition, found once. Kafka Streams' own view finds it for each read, under a lock shared
     * with the threads that count: half of the time of a question that reads 100,000 entries. A closed store says so.
     */
    static final class FoundStore implements QueryableStoreType<ReadOnlyKeyValueStore<Bytes, byte[]>> {
        private final QueryableStoreType<ReadOnlyKeyValueStore<Bytes, byte[]>> any =
                QueryableStoreTypes.keyValueStore();

        @Override
        public boolean accepts(StateStore store) {
            return any.accepts(store);
        }

        @Override
        public ReadOnlyKeyValueStore<Bytes, byte[]> create(StateStoreProvider stores, String name) {
            return stores.stores(name, any).get(0);
        }
    }
}
