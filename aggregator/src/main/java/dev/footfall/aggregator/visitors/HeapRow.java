package dev.footfall.aggregator.visitors;

import dev.footfall.aggregator.projection.DaySection;
import dev.footfall.aggregator.rollup.RunningRow;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.aggregator.store.WriteBehind.Entry;
import dev.footfall.events.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A row on the heap, with what projections count of its day, and the way to its visitors, which most events take ({@link
 * HeapDays}). Not thread-safe.
 */
public final class HeapRow {
    private final RunningRow counts;
    private final DaySection[] sections;
    private boolean hasStoredPages;
    private @Nullable Entry<VisitorPage> firstPage;

    /** A row whose day has visitors in the store, or has none yet. */
    HeapRow(RunningRow counts, DaySection[] sections, boolean hasStoredPages) {
        this.counts = counts;
        this.sections = sections;
        this.hasStoredPages = hasStoredPages;
    }

    /** Adds a counted event. */
    public void add(Observation event, Outcome.Counted outcome, long logTimeMillis) {
        counts.add(event, outcome, logTimeMillis);
        for (DaySection section : sections) section.add(event, outcome);
    }

    /** The counts of the projections. */
    DaySection[] sections() {
        return sections;
    }

    /** The counts of the day. */
    public RunningRow counts() {
        return counts;
    }

    /** True unless all pages of the day are on the heap. */
    boolean hasStoredPages() {
        return hasStoredPages;
    }

    /** The first page of the day's visitors, if it is known. */
    @Nullable
    Entry<VisitorPage> firstPage() {
        return firstPage;
    }

    void firstPage(Entry<VisitorPage> first) {
        firstPage = first;
    }

    /** Forgets the first page, and that all are on the heap. */
    void pageEvicted() {
        hasStoredPages = true;
        firstPage = null;
    }
}
