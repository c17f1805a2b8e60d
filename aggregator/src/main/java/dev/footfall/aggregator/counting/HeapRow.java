package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.counting.DayProjection.DaySection;
import dev.footfall.aggregator.counting.SealedDay.SealedEnd;
import dev.footfall.aggregator.counting.WriteBehind.Entry;
import dev.footfall.aggregator.session.DailyRow;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.events.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A row on the heap, with what projections count of its day and of its sources, and the way to its visitors, which most events
 * take ({@link HeapDays}). Not thread-safe.
 */
final class HeapRow {
    private final RunningRow counts;
    private final DaySection[] sections;
    private final boolean hasSources;
    private long sealedEnd;
    private @Nullable RunningSources newSources;
    private boolean hasStoredPages;
    private @Nullable Entry<VisitorPage> firstPage;

    HeapRow(RunningRow counts, DaySection[] sections, boolean hasSources) {
        this(counts, sections, hasSources, SealedEnd.NONE);
        this.hasStoredPages = false;
    }

    HeapRow(RunningRow counts, DaySection[] sections, boolean hasSources, long sealedEnd) {
        this.counts = counts;
        this.sections = sections;
        this.hasSources = hasSources;
        this.sealedEnd = sealedEnd;
        this.hasStoredPages = true;
    }

    public void add(Observation event, Outcome.Counted outcome, long logTimeMillis) {
        sealedEnd = SealedEnd.NONE; // a day that accepts it was sealed without files, up to an earlier record
        counts.add(event, outcome, logTimeMillis);
        for (DaySection section : sections) section.add(event, outcome);
    }

    /** False if the source is new here since the last move. */
    public boolean addSource(Observation event) {
        return !hasSources || newSources().add(event);
    }

    RunningSources newSources() {
        if (newSources == null) newSources = new RunningSources();
        return newSources;
    }

    public void moveSources(RunningSources sum) {
        if (newSources != null) newSources.moveTo(sum);
        newSources = null;
    }

    /** True if files were counted of the day when it was sealed: it accepts none any more. */
    boolean isSealed() {
        return sealedEnd != SealedEnd.NONE && counts.opened().isPresent();
    }

    /**
     * The offset after the last record that the row had as a sealed day. {@link SealedEnd#NONE} if it was none, or has opened
     * since: all later records are after it.
     */
    public long sealedEnd() {
        return sealedEnd;
    }

    DaySection[] sections() {
        return sections;
    }

    public RunningRow counts() {
        return counts;
    }

    boolean hasStoredPages() {
        return hasStoredPages;
    }

    @Nullable
    Entry<VisitorPage> firstPage() {
        return firstPage;
    }

    void firstPage(Entry<VisitorPage> first) {
        firstPage = first;
    }

    void pageEvicted() {
        hasStoredPages = true;
        firstPage = null;
    }

    /** Rows that are counted, in the store as {@link RowFormat} has them, with the sections of the projections for a tail. */
    static final class HeapRowFormat implements ValueFormat<HeapRow> {
        private static final long OBJECT_BYTES = 208;

        private final Projections projections;
        private final boolean hasSources;

        HeapRowFormat(Projections projections) {
            this.projections = projections;
            this.hasSources = projections.has(Projections.SOURCES);
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
         * A row is weighed anew whenever it is written, so what sections grow by meanwhile is that of one commit. Its sources
         * leave it then, and are weighed with the totals.
         */
        @Override
        public long weigh(HeapRow row) {
            long bytes = OBJECT_BYTES;
            for (DaySection section : row.sections()) bytes += section.heapBytes();
            return bytes;
        }
    }
}
