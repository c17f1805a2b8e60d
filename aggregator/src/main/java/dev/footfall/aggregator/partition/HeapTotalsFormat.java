package dev.footfall.aggregator.partition;

import dev.footfall.aggregator.projection.RunningSources;
import dev.footfall.aggregator.projection.Sources;
import dev.footfall.aggregator.rollup.RepositoryTotals;
import dev.footfall.aggregator.store.SealedEnd;
import dev.footfall.aggregator.store.TotalsFormat;
import dev.footfall.aggregator.store.ValueFormat;
import dev.footfall.aggregator.store.ValueReader;
import dev.footfall.aggregator.store.ValueWriter;

/** Totals that are counted, in the store as {@link TotalsFormat} has them, with the section of the sources for a tail. */
final class HeapTotalsFormat implements ValueFormat<HeapTotals> {
    private static final long OBJECT_BYTES = 160;

    @Override
    public HeapTotals absent() {
        return new HeapTotals(RepositoryTotals.ZERO, new RunningSources(), SealedEnd.NONE);
    }

    @Override
    public byte[] encode(HeapTotals totals) {
        ValueWriter writer = TotalsFormat.write(totals.sums());
        Sources.write(totals.sources(), writer);
        SealedEnd.write(totals.sourcesEnd(), writer);
        return writer.toByteArray();
    }

    @Override
    public HeapTotals decode(byte[] bytes) {
        ValueReader reader = TotalsFormat.reader(bytes);
        return new HeapTotals(TotalsFormat.read(reader), Sources.read(reader), SealedEnd.ofTotals(bytes));
    }

    @Override
    public long weigh(HeapTotals totals) {
        return OBJECT_BYTES
                + (long) Integer.BYTES * totals.sums().recent().length()
                + totals.sources().heapBytes();
    }
}
