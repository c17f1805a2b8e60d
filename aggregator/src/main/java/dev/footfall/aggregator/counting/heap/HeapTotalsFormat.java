package dev.footfall.aggregator.counting.heap;

import dev.footfall.aggregator.counting.projections.RunningSources;
import dev.footfall.aggregator.counting.projections.Sources;
import dev.footfall.aggregator.counting.store.SealedEnd;
import dev.footfall.aggregator.counting.store.TotalsFormat;
import dev.footfall.aggregator.counting.store.ValueFormat;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counts.RepositoryTotals;

/** Totals that are counted, in the store as {@link TotalsFormat} has them, with the section of the sources for a tail. */
public final class HeapTotalsFormat implements ValueFormat<HeapTotals> {
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
