package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.StoreKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Stores over plain maps, with the transaction that the real ones have: what is not committed is gone after a crash. */
public final class MapStores implements PartitionStores {
    private record Place(String store, StoreKey key) {}

    private final Map<Place, byte[]> committed = new HashMap<>();
    private final Map<Place, byte[]> uncommitted = new HashMap<>();
    private int putsUntilCrash = Integer.MAX_VALUE;

    /** The store has gone away in the middle of a write. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public Optional<byte[]> get(String store, StoreKey key) {
        var place = new Place(store, key);
        byte[] value = uncommitted.get(place);
        return Optional.ofNullable(value == null ? committed.get(place) : value);
    }

    @Override
    public void put(String store, StoreKey key, byte[] value) {
        if (putsUntilCrash-- == 0) throw new Crash();
        uncommitted.put(new Place(store, key), value);
    }

    @Override
    public void delete(String store, StoreKey key) {
        throw new UnsupportedOperationException("what is counted is not deleted");
    }

    public void commit() {
        committed.putAll(uncommitted);
        uncommitted.clear();
    }

    void abort() {
        uncommitted.clear();
        putsUntilCrash = Integer.MAX_VALUE;
    }

    void crashAfter(int puts) {
        putsUntilCrash = puts;
    }

    /** The committed values of a store, by key. */
    public Map<StoreKey, byte[]> all(String store) {
        Map<StoreKey, byte[]> all = new HashMap<>();
        committed.forEach((place, value) -> {
            if (place.store().equals(store)) all.put(place.key(), value);
        });
        return all;
    }
}
