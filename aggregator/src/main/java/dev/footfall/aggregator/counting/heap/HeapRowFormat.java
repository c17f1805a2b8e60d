package dev.footfall.aggregator.counting.heap;

import dev.footfall.aggregator.counting.projections.DaySection;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.SealedEnd;
import dev.footfall.aggregator.counting.store.ValueFormat;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.rules.ProjectionNames;

/** Rows that are counted, in the store as {@link RowFormat} has them, with the sections of the projections for a tail. */
final class HeapRowFormat implements ValueFormat<HeapRow> {
    private static final long OBJECT_BYTES = 208;

    private final Projections projections;
    private final boolean hasSources;

    HeapRowFormat(Projections projections) {
        this.projections = projections;
        this.hasSources = projections.has(ProjectionNames.SOURCES);
    }

    @Override
    public HeapRow absent() {
        return new HeapRow(new RunningRow(DailyRow.EMPTY), projections.empty(), hasSources);
    }

    @Override
    public byte[] encode(HeapRow row) {
        ValueWriter writer = RowFormat.write(row.counts().toRow());
        projections.write(row.sections(), writer);
        SealedEnd.write(row.sealedEnd(), writer);
        return writer.toByteArray();
    }

    @Override
    public HeapRow decode(byte[] bytes) {
        ValueReader reader = RowFormat.reader(bytes);
        var counts = new RunningRow(RowFormat.read(reader));
        return new HeapRow(counts, projections.read(reader), hasSources, SealedEnd.ofRow(bytes));
    }

    /**
     * A row is weighed again whenever it is written, so what sections grow by meanwhile is that of one commit. Its sources
     * leave it then, and are weighed with the totals.
     */
    @Override
    public long weigh(HeapRow row) {
        long bytes = OBJECT_BYTES;
        for (DaySection section : row.sections()) bytes += section.heapBytes();
        return bytes;
    }
}
