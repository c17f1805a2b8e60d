package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.counting.SealedDay.SealedEnd;
import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.aggregator.session.RepositoryTotals;

/** A repository's totals and sources on the heap. Not thread-safe. */
final class HeapTotals {
    private RunningSources sources;
    private RepositoryTotals sums;
    private long sourcesEnd;

    HeapTotals(RepositoryTotals sums, RunningSources sources, long sourcesEnd) {
        this.sums = sums;
        this.sources = sources;
        this.sourcesEnd = sourcesEnd;
    }

    /** Replaces the sources by those counted up to this offset, and returns how many more these are. */
    int seal(RunningSources counted, long end) {
        int more = counted.size() - sources.size();
        sources = counted;
        sourcesEnd = end;
        return more;
    }

    long sourcesEnd() {
        return sourcesEnd;
    }

    void add(DailyCounts delta, int epochDay) {
        sums = sums.plus(delta, epochDay);
    }

    RepositoryTotals sums() {
        return sums;
    }

    RunningSources sources() {
        return sources;
    }

    /** Totals that are counted, in the store as {@link TotalsFormat} has them, with the section of the sources for a tail. */
    static final class HeapTotalsFormat implements ValueFormat<HeapTotals> {
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
}
