package dev.footfall.aggregator.partition;

import dev.footfall.aggregator.rollup.DailyRow;
import dev.footfall.aggregator.rollup.RunningRow;

/** Rows that are counted, in the store as {@link RowFormat} has them. */
final class RunningRowFormat implements WriteBehind.Format<RunningRow> {
    private static final long OBJECT_BYTES = 184;

    @Override
    public RunningRow absent() {
        return new RunningRow(DailyRow.EMPTY);
    }

    @Override
    public byte[] encode(RunningRow row) {
        return RowFormat.encode(row.toRow());
    }

    @Override
    public RunningRow decode(byte[] bytes) {
        return new RunningRow(RowFormat.decode(bytes));
    }

    @Override
    public long weigh(RunningRow row) {
        return OBJECT_BYTES;
    }
}
