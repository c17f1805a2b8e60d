package dev.footfall.aggregator.visitors;

import dev.footfall.aggregator.rollup.DailyRow;
import dev.footfall.aggregator.rollup.RunningRow;
import dev.footfall.aggregator.store.Format;
import dev.footfall.aggregator.store.RowFormat;

/** Rows that are counted, in the store as {@link RowFormat} has them. */
final class HeapRowFormat implements Format<HeapRow> {
    private static final long OBJECT_BYTES = 200;

    @Override
    public HeapRow absent() {
        return new HeapRow(new RunningRow(DailyRow.EMPTY), false);
    }

    @Override
    public byte[] encode(HeapRow row) {
        return RowFormat.encode(row.counts().toRow());
    }

    @Override
    public HeapRow decode(byte[] bytes) {
        return new HeapRow(new RunningRow(RowFormat.decode(bytes)), true);
    }

    @Override
    public long weigh(HeapRow row) {
        return OBJECT_BYTES;
    }
}
