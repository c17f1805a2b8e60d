package dev.footfall.bench;

import dev.footfall.aggregator.rollup.DailyCounts;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * The expected rows of a load, worked out apart from the product: all events of a day are sorted by visitor and time,
 * and a pause longer than the gap begins another download. It makes the events again from the seed, in as many passes
 * as keep its memory small.
 */
public final class Oracle {
    private static final long MILLIS_PER_DAY = 86_400_000;

    /** The share of the heap that the entries of a pass may take. */
    private static final int HEAP_SHARE = 4;

    private final Load load;
    private final Catalog catalog;
    private final long gapMillis;
    private final long events;
    private final Entries entries = new Entries();

    /** The rows of a whole load. */
    Oracle(Load load, Catalog catalog, long gapMillis) {
        this(load, catalog, gapMillis, load.events());
    }

    /** The rows of the first {@code events} of a load. */
    public Oracle(Load load, Catalog catalog, long gapMillis, long events) {
        this.events = events;
        this.load = load;
        this.catalog = catalog;
        this.gapMillis = gapMillis;
    }

    /** Shows every row, in the order of ranks and days. */
    public void forEachRow(Consumer<CheckedRow> rows) {
        long bytes = 2L * Entries.BYTES * events;
        int passes = 1 + (int) (bytes / (Runtime.getRuntime().maxMemory() / HEAP_SHARE));
        forEachRow(passes, rows);
    }

    void forEachRow(int passes, Consumer<CheckedRow> rows) {
        for (int pass = 0; pass < passes; pass++) {
            int from = (int) ((long) catalog.size() * pass / passes);
            int to = (int) ((long) catalog.size() * (pass + 1) / passes);
            collect(from, to);
            int start = 0;
            while (start < entries.size()) {
                int end = start + 1;
                while (end < entries.size() && entries.isOfSameRow(start, end)) end++;
                rows.accept(row(start, end));
                start = end;
            }
        }
    }

    private void collect(int fromRank, int toRank) {
        entries.clear();
        Iterator<LoadEvent> stream = load.stream();
        for (long number = 0; number < events && stream.hasNext(); number++) {
            LoadEvent event = stream.next();
            int rank = catalog.rank(event.repository());
            if (rank < fromRank || rank >= toRank) continue;
            entries.add(rank, (int) (event.timeMillis() / MILLIS_PER_DAY) - load.firstDay(), event);
        }
        entries.sort();
    }

    private CheckedRow row(int start, int end) {
        long[] kinds = new long[4];
        long downloads = 0;
        long authenticated = 0;
        long bytes = 0;
        long duplicates = 0;
        int previous = -1;
        for (int i = start; i < end; i++) {
            if (entries.kind(i) != Entries.COUNTED) {
                kinds[entries.kind(i)]++;
            } else if (previous >= 0 && entries.isSameEvent(previous, i)) {
                duplicates++;
            } else {
                kinds[Entries.COUNTED]++;
                bytes += LoadEvent.fileBytes(entries.serial(i));
                boolean begins = previous < 0 || isAnotherDownload(previous, i);
                if (begins) downloads++;
                if (begins && LoadEvent.isSignedIn(entries.visitor(i))) authenticated++;
                previous = i;
            }
        }
        return new CheckedRow(
                entries.rank(start),
                load.firstDay() + entries.day(start),
                new DailyCounts(downloads, authenticated, kinds[Entries.COUNTED], bytes),
                new CheckedRow.Excluded(
                        kinds[Entries.METHOD], kinds[Entries.STATUS], kinds[Entries.RANGE], 0, duplicates));
    }

    private boolean isAnotherDownload(int previous, int i) {
        return !entries.isOfSameVisitor(previous, i)
                || entries.millisOfDay(i) - entries.millisOfDay(previous) > gapMillis;
    }
}
