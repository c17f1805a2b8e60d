package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.StoreKey;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

final class StreamsStores implements PartitionStores {
    private final KeyValueStore<Bytes, byte[]> store;
    private final FlushHook hook;
    private long droppedBeforeMillis = Long.MIN_VALUE;

    StreamsStores(ProcessorContext<byte[], byte[]> context) {
        this.store = context.getStateStore(STORE);
        this.hook = context.getStateStore(FlushHook.NAME);
    }

    @Override
    public Optional<byte[]> get(String part, StoreKey key) {
        return Optional.ofNullable(store.get(Bytes.wrap(PartKeys.of(part, key))));
    }

    @Override
    public void put(String part, StoreKey key, byte[] value) {
        hook.writes();
        store.put(Bytes.wrap(PartKeys.of(part, key)), value);
    }

    @Override
    public void delete(String part, StoreKey key) {
        hook.writes();
        store.delete(Bytes.wrap(PartKeys.of(part, key)));
    }

    /** Deletes the visitor-days of windows that begin before this time; does nothing until that is a day later. */
    void dropVisitorDays(long beforeMillis) {
        if (beforeMillis < droppedBeforeMillis) return;
        try (KeyValueIterator<Bytes, byte[]> old = store.range(
                Bytes.wrap(PartKeys.firstOf(VISITOR_DAYS)), Bytes.wrap(PartKeys.visitorDaysBefore(beforeMillis)))) {
            while (old.hasNext()) {
                hook.writes();
                store.delete(old.next().key);
            }
        }
        droppedBeforeMillis = beforeMillis + 1;
    }

    void flush() {
        store.flush();
    }

    void visit(String part, byte[] prefix, BiConsumer<byte[], byte[]> entry) {
        Bytes first = Bytes.wrap(PartKeys.whole(part, prefix));
        try (KeyValueIterator<Bytes, byte[]> range = store.range(first, Bytes.increment(first))) {
            range.forEachRemaining(next -> entry.accept(PartKeys.inPart(next.key.get()), next.value));
        }
    }

    void visit(String part, byte[] from, long most, BiConsumer<byte[], byte[]> entry) {
        try (KeyValueIterator<Bytes, byte[]> range =
                store.range(Bytes.wrap(PartKeys.whole(part, from)), Bytes.wrap(PartKeys.lastOf(part)))) {
            for (long visited = 0; visited < most && range.hasNext(); visited++) {
                KeyValue<Bytes, byte[]> next = range.next();
                entry.accept(PartKeys.inPart(next.key.get()), next.value);
            }
        }
    }
}
