package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.partition.StoreKey;
import dev.footfall.aggregator.partition.Stores;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/** The stores of one task. */
final class StreamsStores implements Stores {
    private final WindowStore<Bytes, byte[]> visitorDays;
    private final KeyValueStore<Bytes, byte[]> totals;
    private final Map<String, KeyValueStore<Bytes, byte[]>> others;

    StreamsStores(ProcessorContext<byte[], byte[]> context) {
        this.visitorDays = context.getStateStore(VISITOR_DAYS);
        this.totals = keyValue(context, TOTALS);
        this.others = Map.of(
                DAILY_ROWS, keyValue(context, DAILY_ROWS),
                TOTALS, totals,
                PARTITION, keyValue(context, PARTITION));
    }

    private static KeyValueStore<Bytes, byte[]> keyValue(ProcessingContext context, String name) {
        return context.getStateStore(name);
    }

    @Override
    public Optional<byte[]> get(String store, StoreKey key) {
        Bytes bytes = Bytes.wrap(key.bytes());
        KeyValueStore<Bytes, byte[]> keyValue = others.get(store);
        return Optional.ofNullable(
                keyValue == null ? visitorDays.fetch(bytes, key.windowMillis()) : keyValue.get(bytes));
    }

    @Override
    public void put(String store, StoreKey key, byte[] value) {
        Bytes bytes = Bytes.wrap(key.bytes());
        KeyValueStore<Bytes, byte[]> keyValue = others.get(store);
        if (keyValue == null) {
            visitorDays.put(bytes, value, key.windowMillis());
        } else {
            keyValue.put(bytes, value);
        }
    }

    /** All totals, for a look over everything at the start. */
    KeyValueIterator<Bytes, byte[]> allTotals() {
        return totals.all();
    }
}
