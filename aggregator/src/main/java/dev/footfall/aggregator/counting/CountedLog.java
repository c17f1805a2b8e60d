package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.StoreKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The log that was counted, by the ids of its topics: offsets and epochs do not tell a topic from one of the
 * same name that was deleted before. Unknown where nothing was counted yet, or an earlier release has counted. Not thread-safe.
 */
public final class CountedLog {
    private static final StoreKey KEY = StoreKey.ofRepository("log".getBytes(StandardCharsets.US_ASCII));

    private final PartitionStores stores;
    private Optional<String> id;

    public CountedLog(PartitionStores stores) {
        this.stores = stores;
        this.id =
                stores.get(PartitionStores.PARTITION, KEY).map(stored -> new String(stored, StandardCharsets.US_ASCII));
    }

    public boolean isOther(Optional<String> now) {
        return id.isPresent() && now.isPresent() && !id.equals(now);
    }

    /** Writes it once, as soon as it is known. */
    public void note(Optional<String> now) {
        if (id.isPresent() || now.isEmpty()) return;
        stores.put(PartitionStores.PARTITION, KEY, now.get().getBytes(StandardCharsets.US_ASCII));
        id = now;
    }
}
