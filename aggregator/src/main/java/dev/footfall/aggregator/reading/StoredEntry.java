package dev.footfall.aggregator.reading;

import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** One entry of a store, if it has it, as if it had been iterated to. Used by one thread. */
final class StoredEntry implements KeyValueIterator<Bytes, byte[]> {
    private final Bytes key;
    private byte @Nullable [] value;

    StoredEntry(Bytes key, byte @Nullable [] value) {
        this.key = key;
        this.value = value;
    }

    @Override
    public boolean hasNext() {
        return value != null;
    }

    @Override
    public Bytes peekNextKey() {
        if (!hasNext()) throw new NoSuchElementException();
        return key;
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
        byte[] found = value;
        if (found == null) throw new NoSuchElementException();
        value = null;
        return KeyValue.pair(key, found);
    }

    @Override
    public void close() {
        // holds nothing
    }
}
