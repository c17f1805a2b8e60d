package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.query.LocalRead;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

public record StoredEntries(StoreReader reader) {
    /** Shows every entry of one of {@link PartitionStores#PARTS} in the order of their keys, and counts them. */
    public LocalRead<Long> all(int partition, String part, BiConsumer<byte[], byte[]> visitor) {
        return reader.ask(partition, part, open -> {
            long number = 0;
            try (KeyValueIterator<Bytes, byte[]> entries = open.all()) {
                for (; entries.hasNext(); number++) {
                    KeyValue<Bytes, byte[]> entry = entries.next();
                    visitor.accept(entry.key.get(), entry.value);
                }
            }
            return number;
        });
    }
}
