package dev.footfall.bench;

import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.aggregator.session.ExcludedCounts;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.ExclusionReason;
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
    private final LoadRules rules;
    private final long events;
    private final Entries entries = new Entries();

    Oracle(Load load, Catalog catalog, CountingRules rules) {
        this(load, catalog, rules, load.events());
    }

    /** The rows of the first {@code events} of a load. */
    public Oracle(Load load, Catalog catalog, CountingRules rules, long events) {
        this.events = events;
        this.load = load;
        this.catalog = catalog;
        this.rules = new LoadRules(rules, load.seed());
    }

    /** Shows every row, in the order of ranks and days. */
    public void forEachRow(Consumer<CheckedRow> rows) {
        long bytes = (long) Entries.BYTES * events;
        int passes = 1 + (int) (bytes / (Runtime.getRuntime().maxMemory() / HEAP_SHARE));
        forEachRow(passes, rows);
    }

    void forEachRow(int passes, Consumer<CheckedRow> rows) {
        for (int pass = 0; pass < passes; pass++) {
            forEachDay(firstRank(pass, passes), firstRank(pass + 1, passes), day -> rows.accept(row(day)));
        }
    }

    /** The first of the ranks that a pass is about. */
    int firstRank(int pass, int passes) {
        return (int) ((long) catalog.size() * pass / passes);
    }

    long events() {
        return events;
    }

    Catalog catalog() {
        return catalog;
    }

    /** Shows all events of each repository's day, in the order of ranks of [{@code from}, {@code to}) and days. */
    void forEachDay(int fromRank, int toRank, Consumer<Day> days) {
        collect(fromRank, toRank);
        int start = 0;
        while (start < entries.size()) {
            int end = start + 1;
            while (end < entries.size() && entries.isOfSameRow(start, end)) end++;
            days.accept(new Day(start, end));
            start = end;
        }
    }

    /** All events of a repository's day; valid until the next is shown. */
    final class Day {
        private final int start;
        private final int end;

        private Day(int start, int end) {
            this.start = start;
            this.end = end;
        }

        int rank() {
            return entries.rank(start);
        }

        /** The day, in days since 1970. */
        int epochDay() {
            return load.firstDay() + entries.day(start);
        }

        /** Shows the files that count, by visitor and then by time. */
        void forEachFile(FileVisitor files) {
            int previous = -1;
            for (int i = start; i < end; i++) {
                if (entries.kind(i) != Entries.COUNTED) continue;
                if (previous >= 0 && entries.isSameEvent(previous, i)) continue;
                files.file(event(i), previous < 0 || isAnotherDownload(previous, i));
                previous = i;
            }
        }

        private LoadEvent event(int i) {
            long timeMillis = epochDay() * MILLIS_PER_DAY + entries.millisOfDay(i);
            return new LoadEvent(entries.serial(i), catalog.index(rank()), entries.visitor(i), timeMillis);
        }

        /** The number of events of one of {@link Entries}' kinds. */
        private long number(int kind) {
            long number = 0;
            for (int i = start; i < end; i++) if (entries.kind(i) == kind) number++;
            return number;
        }
    }

    @FunctionalInterface
    interface FileVisitor {
        /**
         * One file.
         *
         * @param begins whether with it a download begins
         */
        void file(LoadEvent event, boolean begins);
    }

    private void collect(int fromRank, int toRank) {
        entries.clear();
        Iterator<LoadEvent> stream = load.stream();
        for (long number = 0; number < events && stream.hasNext(); number++) {
            LoadEvent event = stream.next();
            int rank = catalog.rank(event.repository());
            if (rank < fromRank || rank >= toRank) continue;
            int day = (int) (event.timeMillis() / MILLIS_PER_DAY) - load.firstDay();
            int kind = rules.exclusion(event).map(Entries::kind).orElse(Entries.COUNTED);
            entries.add(rank, day, kind, event);
        }
        entries.sort();
    }

    private static CheckedRow row(Day day) {
        var counts = new Counts();
        day.forEachFile(counts::add);
        long duplicates = day.number(Entries.COUNTED) - counts.sum.files();
        ExcludedCounts excluded = CheckedRow.excluded(
                reason -> reason == ExclusionReason.DUPLICATE ? duplicates : day.number(Entries.kind(reason)));
        return new CheckedRow(day.rank(), day.epochDay(), counts.sum, excluded);
    }

    private static final class Counts {
        private DailyCounts sum = DailyCounts.ZERO;

        void add(LoadEvent file, boolean begins) {
            long downloads = begins ? 1 : 0;
            long authenticated = LoadEvent.isSignedIn(file.visitor()) ? downloads : 0;
            sum = sum.plus(new DailyCounts(downloads, authenticated, 1, file.bytes()));
        }
    }

    private boolean isAnotherDownload(int previous, int i) {
        return !entries.isOfSameVisitor(previous, i)
                || entries.millisOfDay(i) - entries.millisOfDay(previous) > rules.gapMillis();
    }
}
