package dev.footfall.aggregator.counting.heap;

import dev.footfall.aggregator.counting.projections.DaySection;
import dev.footfall.aggregator.counting.projections.RunningSources;
import dev.footfall.aggregator.counting.store.SealedEnd;
import dev.footfall.aggregator.counting.store.WriteBehind.HeapEntry;
import dev.footfall.aggregator.session.CountedOutcome;
import dev.footfall.aggregator.session.DoubleClick;
import dev.footfall.events.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A row on the heap, with what projections count of its day and of its sources, and the way to its visitors, which most events
 * take ({@link HeapDays}). Not thread-safe.
 */
public final class HeapRow {
    private final RunningRow counts;
    private final DaySection[] sections;
    private final boolean hasSources;
    private long sealedEnd;
    private @Nullable RunningSources newSources;
    private boolean hasStoredPages;
    private @Nullable HeapEntry<VisitorPage> firstPage;

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

    public void add(Observation event, CountedOutcome outcome, long logTimeMillis) {
        sealedEnd = SealedEnd.NONE; // a day that accepts it was sealed without files, up to an earlier record
        counts.add(event, outcome, logTimeMillis);
        for (DaySection section : sections) section.add(event, outcome);
    }

    public void add(Observation event, DoubleClick click) {
        counts.add(event, click);
        for (DaySection section : sections) section.add(event, click);
    }

    /** False if the source is new here since the last move. */
    public boolean addSource(Observation event) {
        return !hasSources || newSources().add(event);
    }

    public RunningSources newSources() {
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
    HeapEntry<VisitorPage> firstPage() {
        return firstPage;
    }

    void firstPage(HeapEntry<VisitorPage> first) {
        firstPage = first;
    }

    void pageEvicted() {
        hasStoredPages = true;
        firstPage = null;
    }
}
