package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.published.RowPublication;
import dev.footfall.aggregator.store.PartitionStores;
import dev.footfall.aggregator.store.StoreKey;
import dev.footfall.aggregator.store.StorePosition;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/** The stores of one task. */
final class StreamsStores implements PartitionStores {
    private final WindowStore<Bytes, byte[]> visitorDays;
    private final KeyValueStore<Bytes, byte[]> rows;
    private final KeyValueStore<Bytes, byte[]> totals;
    private final KeyValueStore<Bytes, byte[]> userDays;
    private final KeyValueStore<Bytes, byte[]> partition;
    private final KeyValueStore<Bytes, byte[]> likes;
    private final FlushHook hook;

    StreamsStores(ProcessorContext<byte[], byte[]> context) {
        this.visitorDays = context.getStateStore(VISITOR_DAYS);
        this.rows = context.getStateStore(DAILY_ROWS);
        this.totals = context.getStateStore(TOTALS);
        this.userDays = context.getStateStore(USER_DAYS);
        this.partition = context.getStateStore(PARTITION);
        this.likes = context.getStateStore(LIKES);
        this.hook = context.getStateStore(FlushHook.NAME);
    }

    @Override
    public Optional<byte[]> get(String store, StoreKey key) {
        Bytes bytes = Bytes.wrap(key.bytes());
        byte[] value = store.equals(VISITOR_DAYS)
                ? visitorDays.fetch(bytes, key.windowMillis())
                : keyValue(store).get(bytes);
        return Optional.ofNullable(value);
    }

    @Override
    public void put(String store, StoreKey key, byte[] value) {
        hook.wrote();
        Bytes bytes = Bytes.wrap(key.bytes());
        if (store.equals(VISITOR_DAYS)) {
            visitorDays.put(bytes, value, key.windowMillis());
        } else {
            keyValue(store).put(bytes, value);
        }
    }

    private KeyValueStore<Bytes, byte[]> keyValue(String store) {
        return switch (store) {
            case DAILY_ROWS -> rows;
            case TOTALS -> totals;
            case USER_DAYS -> userDays;
            case PARTITION -> partition;
            case LIKES -> likes;
            default -> throw new IllegalArgumentException("no such store: " + store);
        };
    }

    /** Writes what RocksDB has in memory into its files. */
    void flush() {
        visitorDays.flush();
        for (KeyValueStore<Bytes, byte[]> store : List.of(rows, totals, userDays, partition, likes)) store.flush();
    }

    /** Rows from a key on; see {@link RowPublication.Rows}. */
    void visitRows(byte[] from, int most, BiConsumer<byte[], byte[]> row) {
        try (KeyValueIterator<Bytes, byte[]> range = rows.range(Bytes.wrap(from), null)) {
            for (int visited = 0; visited < most && range.hasNext(); visited++) {
                KeyValue<Bytes, byte[]> next = range.next();
                row.accept(next.key.get(), next.value);
            }
        }
    }

    /** All totals, for a look over everything at the start. */
    KeyValueIterator<Bytes, byte[]> allTotals() {
        return totals.range(Bytes.wrap(StorePosition.lowestOther()), null);
    }
}
