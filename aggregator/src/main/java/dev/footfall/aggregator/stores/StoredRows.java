package dev.footfall.aggregator.stores;

import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.query.RepositoryRow;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.aggregator.rollup.DailyRow;
import dev.footfall.aggregator.store.RowFormat;
import dev.footfall.aggregator.store.StoreKey;
import dev.footfall.aggregator.store.StorePosition;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The daily rows of a store, one by one. */
final class StoredRows implements RowCursor {
    private final KeyValueIterator<Bytes, byte[]> rows;

    private StoredRows(KeyValueIterator<Bytes, byte[]> rows) {
        this.rows = rows;
    }

    /** At the first row of a type, or of all. */
    static RowCursor open(ReadOnlyKeyValueStore<Bytes, byte[]> store, Optional<RepoType> type) {
        if (type.isEmpty()) return new StoredRows(all(store));
        String label = type.get().label();
        return new StoredRows(store.range(bound(label + '/'), bound(label + (char) ('/' + 1))));
    }

    /** All rows, without what else is in the store. */
    static KeyValueIterator<Bytes, byte[]> all(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        return store.range(Bytes.wrap(StorePosition.lowestOther()), null);
    }

    private static Bytes bound(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public RepositoryRow next() {
        KeyValue<Bytes, byte[]> row = rows.next();
        String repository = new String(StoreKey.repositoryOf(row.key.get()), StandardCharsets.US_ASCII);
        return new RepositoryRow(RepoId.ofKey(repository).orElseThrow(), day(date(row), row.value));
    }

    /** The day that a row is of. */
    static LocalDate date(KeyValue<Bytes, byte[]> entry) {
        return LocalDate.ofEpochDay(StoreKey.epochDayOf(entry.key.get()));
    }

    /** A day's counts. */
    static RepositoryDay day(LocalDate date, byte[] value) {
        DailyRow row = RowFormat.decode(value);
        return new RepositoryDay(date, row.counts(), row.excluded().byReason());
    }

    @Override
    public void close() {
        rows.close();
    }
}
