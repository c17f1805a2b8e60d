package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.store.PartKeys;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Deletes a partition's entries in steps of a commit each, so that the changelog brings none of them back. */
final class StateErasure implements AutoCloseable {
    private static final int ENTRIES_AT_ONCE = 20_000;

    private final KeyValueStore<Bytes, byte[]> store;
    private final FlushHook hook;
    private final KeyValueIterator<Bytes, byte[]> entries;

    StateErasure(KeyValueStore<Bytes, byte[]> store, FlushHook hook) {
        this.store = store;
        this.hook = hook;
        this.entries = store.all();
    }

    /** Deletes some more; true if all are deleted. */
    boolean eraseSome() {
        hook.writes();
        for (int erased = 0; erased < ENTRIES_AT_ONCE; erased++) {
            if (!entries.hasNext()) return true;
            Bytes key = entries.next().key;
            if (!Arrays.equals(key.get(), PartKeys.mark())) store.delete(key);
        }
        return false;
    }

    @Override
    public void close() {
        entries.close();
    }
}
