package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.likes.LikeKey;
import dev.footfall.aggregator.likes.LikeStore;
import dev.footfall.aggregator.likes.LikeValue;
import dev.footfall.aggregator.store.StoreKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The likes of one task. */
final class TaskLikes implements LikeStore {
    private final KeyValueStore<Bytes, byte[]> store;
    private final FlushHook hook;

    TaskLikes(ProcessorContext<byte[], byte[]> context) {
        this.store = context.getStateStore(NAME);
        this.hook = context.getStateStore(FlushHook.NAME);
    }

    @Override
    public Optional<byte[]> get(byte[] key) {
        return Optional.ofNullable(store.get(Bytes.wrap(key)));
    }

    @Override
    public void put(byte[] key, byte[] value) {
        hook.wrote();
        store.put(Bytes.wrap(key), value);
    }

    @Override
    public void delete(byte[] key) {
        hook.wrote();
        store.delete(Bytes.wrap(key));
    }

    /** Shows how many likes each liked repository has, for a look over everything at the start. */
    void forEachCount(BiConsumer<StoreKey, Long> visitor) {
        byte[] prefix = LikeKey.counts();
        try (KeyValueIterator<Bytes, byte[]> counts =
                store.range(Bytes.wrap(prefix), Bytes.wrap(LikeKey.after(prefix)))) {
            while (counts.hasNext()) {
                KeyValue<Bytes, byte[]> count = counts.next();
                byte[] repository = LikeKey.rest(count.key.get(), prefix).getBytes(StandardCharsets.UTF_8);
                visitor.accept(StoreKey.ofRepository(repository), LikeValue.decodeCount(count.value));
            }
        }
    }
}
