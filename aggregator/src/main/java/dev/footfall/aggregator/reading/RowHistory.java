package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.PartitionStores;
import dev.footfall.aggregator.live.TrendingIndex;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.aggregator.query.RowCursor.RowRange;
import java.time.LocalDate;

record RowHistory(StoreReader reader, int partition) implements TrendingIndex.History {
    @SuppressWarnings("ArrayRecordComponent") // read and forgotten, never compared
    private record Day(LocalDate date, byte[] row) {}

    @Override
    public void forEach(RowRange range, Visitor visitor) {
        LocalRead<Boolean> read = reader.askBoth(partition, PartitionStores.DAILY_ROWS, (store, ranking) -> {
            try (RowCursor<Day> rows = StoredRows.open(store, ranking, range, Day::new)) {
                rows.forEachRemaining(row ->
                        visitor.row(row.repo(), row.day().date(), row.day().row()));
                return true;
            } catch (RowCursor.Lost e) {
                return false;
            }
        });
        if (!(read instanceof LocalRead.Found<Boolean> found) || !found.value()) throw new TrendingIndex.NotRead();
    }
}
