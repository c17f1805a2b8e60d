package dev.footfall.aggregator.stores;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.RowVisitor;
import dev.footfall.aggregator.ranking.TrendingIndex;
import dev.footfall.aggregator.store.PartitionStores;
import dev.footfall.aggregator.store.RowFormat;
import dev.footfall.aggregator.store.StoreKey;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** All rows of one partition, read from the store in the order of their keys: by repository, then by day. */
record RowHistory(StoreReader reader, int partition) implements TrendingIndex.History {
    @Override
    public void forEach(int fromDay, int toDay, RowVisitor visitor) {
        LocalRead<Boolean> read = reader.ask(partition, PartitionStores.DAILY_ROWS, store -> {
            try (KeyValueIterator<Bytes, byte[]> rows = StoredRows.all(store)) {
                while (rows.hasNext()) {
                    if (Thread.currentThread().isInterrupted()) throw new TrendingIndex.NotRead();
                    KeyValue<Bytes, byte[]> row = rows.next();
                    byte[] key = row.key.get();
                    int day = StoreKey.epochDayOf(key);
                    boolean isIn = fromDay <= day && day <= toDay;
                    if (isIn) visitor.row(StoreKey.repositoryOf(key), day, RowFormat.decode(row.value));
                }
            }
            return true;
        });
        if (!(read instanceof LocalRead.Found<Boolean>)) throw new TrendingIndex.NotRead();
    }
}
