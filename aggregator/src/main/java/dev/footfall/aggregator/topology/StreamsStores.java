package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.StoreKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The store of a task. Each put takes RocksDB's lock of Kafka Streams, for which questions wait, and who takes it thousands of
 * times in a row leaves it to nobody: so the changes of a commit are put in batches, which take none.
 */
final class StreamsStores implements PartitionStores {
    private static final int MOST_TOGETHER = 512;

    private final KeyValueStore<Bytes, byte[]> store;
    private final FlushHook hook;
    private final Map<Bytes, byte[]> batch = new LinkedHashMap<>();
    private boolean isTogether;
    private long droppedBeforeMillis = Long.MIN_VALUE;

    StreamsStores(ProcessorContext<byte[], byte[]> context) {
        this.store = context.getStateStore(STORE);
        this.hook = context.getStateStore(FlushHook.NAME);
    }

    @Override
    public Optional<byte[]> get(String part, StoreKey key) {
        Bytes whole = Bytes.wrap(PartKeys.of(part, key));
        byte[] put = batch.get(whole);
        return Optional.ofNullable(put == null ? store.get(whole) : put);
    }

    @Override
    public void put(String part, StoreKey key, byte[] value) {
        hook.writes();
        Bytes whole = Bytes.wrap(PartKeys.of(part, key));
        if (isTogether) batch.put(whole, value);
        else store.put(whole, value);
        if (batch.size() == MOST_TOGETHER) putBatch();
    }

    /** Puts what these changes put, in batches. */
    void together(Runnable changes) {
        isTogether = true;
        try {
            changes.run();
            putBatch();
        } finally {
            isTogether = false;
            batch.clear();
        }
    }

    private void putBatch() {
        if (batch.isEmpty()) return;
        List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>(batch.size());
        batch.forEach((key, value) -> entries.add(KeyValue.pair(key, value)));
        store.putAll(entries);
        batch.clear();
    }

    @Override
    public void delete(String part, StoreKey key) {
        hook.writes();
        putBatch();
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
