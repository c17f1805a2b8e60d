package dev.footfall.aggregator.reading;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.internals.StateStoreProvider;

/**
 * The store of one partition, found once. Kafka Streams' own view finds it again for each read, under a lock that it shares
 * with the threads that count: of a question that reads 100,000 entries one by one that is half of the time. A store that was
 * closed in between says so itself.
 */
final class FoundStore implements QueryableStoreType<ReadOnlyKeyValueStore<Bytes, byte[]>> {
    private final QueryableStoreType<ReadOnlyKeyValueStore<Bytes, byte[]>> any = QueryableStoreTypes.keyValueStore();

    @Override
    public boolean accepts(StateStore store) {
        return any.accepts(store);
    }

    @Override
    public ReadOnlyKeyValueStore<Bytes, byte[]> create(StateStoreProvider stores, String name) {
        return stores.stores(name, any).get(0);
    }
}
