package dev.footfall.aggregator.reading;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store in memory that counts what is read of it. */
final class SortedStore implements ReadOnlyKeyValueStore<Bytes, byte[]> {
    private final TreeMap<Bytes, byte[]> entries = new TreeMap<>();
    private int open;
    private int ranges;
    private int read;
    private int gets;

    void put(byte[] key, byte[] value) {
        entries.put(Bytes.wrap(key), value);
    }

    /** The number of iterators that are not closed. */
    int open() {
        return open;
    }

    /** The number of iterators that were opened. */
    int ranges() {
        return ranges;
    }

    /** The number of entries that were read by iterators. */
    int read() {
        return read;
    }

    /** The number of keys that were asked for. */
    int gets() {
        return gets;
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        gets++;
        return entries.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
        Map<Bytes, byte[]> after = from == null ? entries : entries.tailMap(from, true);
        return new Entries(to == null ? after : new TreeMap<>(after).headMap(to, true));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return range(null, null);
    }

    @Override
    public long approximateNumEntries() {
        return entries.size();
    }

    private final class Entries implements KeyValueIterator<Bytes, byte[]> {
        private final Iterator<Map.Entry<Bytes, byte[]>> rest;

        Entries(Map<Bytes, byte[]> entries) {
            this.rest = entries.entrySet().iterator();
            open++;
            ranges++;
        }

        @Override
        public boolean hasNext() {
            return rest.hasNext();
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            read++;
            Map.Entry<Bytes, byte[]> entry = rest.next();
            return KeyValue.pair(entry.getKey(), entry.getValue());
        }

        @Override
        public Bytes peekNextKey() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            open--;
        }
    }
}
