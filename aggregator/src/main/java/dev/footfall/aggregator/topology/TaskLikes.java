package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.StoreKey;
import dev.footfall.aggregator.likes.LikeBook.LikeStore;
import dev.footfall.aggregator.likes.LikeKey;
import dev.footfall.aggregator.likes.LikeValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The likes of one task. */
record TaskLikes(StreamsStores stores) implements LikeStore {
    @Override
    public Optional<byte[]> get(byte[] key) {
        return stores.get(NAME, StoreKey.ofRepository(key));
    }

    @Override
    public void put(byte[] key, byte[] value) {
        stores.put(NAME, StoreKey.ofRepository(key), value);
    }

    @Override
    public void delete(byte[] key) {
        stores.delete(NAME, StoreKey.ofRepository(key));
    }

    /** Shows how many likes each liked repository has, for a look over everything at the start. */
    void forEachCount(BiConsumer<StoreKey, Long> visitor) {
        byte[] prefix = LikeKey.counts();
        stores.visit(NAME, prefix, Long.MAX_VALUE, (key, value) -> {
            if (!Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length)) return;
            byte[] repository = LikeKey.rest(key, prefix).getBytes(StandardCharsets.UTF_8);
            visitor.accept(StoreKey.ofRepository(repository), LikeValue.decodeCount(value));
        });
    }
}
