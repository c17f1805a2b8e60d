package dev.footfall.bench;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.ExcludedCounts;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.PartialRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The expected rows of a load, computed apart from the product by sorting all events of a day, in as many passes as
 * fit the heap.
 */
public record Oracle(Load load, Catalog catalog, LoadRules rules, long events) {
    private static final long MILLIS_PER_DAY = 86_400_000;

    private static final int HEAP_SHARE = 4;

    Oracle(Load load, Catalog catalog, CountingRules rules) {
        this(load, catalog, rules, load.events());
    }

    public Oracle(Load load, Catalog catalog, CountingRules rules, long events) {
        this(load, catalog, new LoadRules(rules, load.seed()), events);
    }

    public void forEachRow(Consumer<CheckedRow> rows) {
        int passes =
                1 + (int) (OracleEntry.BYTES * events / (Runtime.getRuntime().maxMemory() / HEAP_SHARE));
        forEachRow(passes, rows);
    }

    void forEachRow(int passes, Consumer<CheckedRow> rows) {
        for (int pass = 0; pass < passes; pass++) {
            forEachDay(firstRank(pass, passes), firstRank(pass + 1, passes), day -> rows.accept(day.row()));
        }
    }

    int firstRank(int pass, int passes) {
        return (int) ((long) catalog.size() * pass / passes);
    }

    /** Shows all events of each repository's day, in the order of ranks of [{@code fromRank}, {@code toRank}) and days. */
    void forEachDay(int fromRank, int toRank, Consumer<OracleDay> days) {
        List<OracleEntry> entries = collect(fromRank, toRank);
        int start = 0;
        while (start < entries.size()) {
            int end = start + 1;
            while (end < entries.size() && entries.get(start).isOfSameDay(entries.get(end))) end++;
            days.accept(new OracleDay(entries.subList(start, end)));
            start = end;
        }
    }

    /**
     * An event under its repository, day and kind. {@code group}: rank, day of the load (10 bits) and kind (4 bits): 0
     * for a file that counts, else that of an exclusion.
     */
    private record OracleEntry(long group, LoadEvent event) {
        private static final int DAY_BITS = 10;
        private static final int KIND_BITS = 4;

        static final long BYTES = 72;

        static final Comparator<OracleEntry> ORDER = Comparator.comparingLong(OracleEntry::group)
                .thenComparingInt(entry -> entry.event.visitor())
                .thenComparingLong(entry -> entry.event.timeMillis())
                .thenComparingLong(entry -> entry.event.serial());

        OracleEntry(int rank, int day, int kind, LoadEvent event) {
            this(((long) rank << DAY_BITS | day) << KIND_BITS | kind, event);
        }

        static int kind(ExclusionReason reason) {
            return 1 + reason.number();
        }

        boolean isOfSameDay(OracleEntry other) {
            return group >>> KIND_BITS == other.group >>> KIND_BITS;
        }

        int rank() {
            return (int) (group >>> (KIND_BITS + DAY_BITS));
        }

        int kind() {
            return (int) group & ((1 << KIND_BITS) - 1);
        }
    }

    private List<OracleEntry> collect(int fromRank, int toRank) {
        var entries = new ArrayList<OracleEntry>();
        Iterator<LoadEvent> stream = load.stream();
        for (long number = 0; number < events && stream.hasNext(); number++) {
            LoadEvent event = stream.next();
            int rank = catalog.rank(event.repository());
            if (rank < fromRank || rank >= toRank) continue;
            int day = (int) (event.timeMillis() / MILLIS_PER_DAY) - load.firstDay();
            entries.add(new OracleEntry(
                    rank, day, rules.exclusion(event).map(OracleEntry::kind).orElse(0), event));
        }
        entries.sort(OracleEntry.ORDER);
        return entries;
    }

    final class OracleDay {
        private final List<OracleEntry> entries;

        private OracleDay(List<OracleEntry> entries) {
            this.entries = entries;
        }

        int rank() {
            return entries.get(0).rank();
        }

        int epochDay() {
            return (int) (entries.get(0).event.timeMillis() / MILLIS_PER_DAY);
        }

        /** Shows the files that count, by visitor and then by time, and for each if it begins a download. */
        void forEachFile(BiConsumer<LoadEvent, Boolean> files) {
            @Nullable LoadEvent previous = null;
            for (OracleEntry entry : entries) {
                LoadEvent event = entry.event;
                if (entry.kind() != 0 || event.equals(previous)) continue;
                files.accept(event, previous == null || isAnotherDownload(previous, event));
                previous = event;
            }
        }

        private boolean isAnotherDownload(LoadEvent previous, LoadEvent event) {
            return event.visitor() != previous.visitor()
                    || event.timeMillis() - previous.timeMillis() > rules.gapMillis();
        }

        private long number(int kind) {
            return entries.stream().filter(entry -> entry.kind() == kind).count();
        }

        private CheckedRow row() {
            var files = new ArrayList<DailyCounts>();
            forEachFile((file, begins) -> files.add(counts(file, begins ? 1 : 0)));
            long duplicates = number(0) - files.size();
            ExcludedCounts excluded = CheckedRow.excluded(
                    reason -> reason == ExclusionReason.DUPLICATE ? duplicates : number(OracleEntry.kind(reason)));
            DailyCounts sum = files.stream().reduce(DailyCounts.ZERO, DailyCounts::plus);
            return new CheckedRow(rank(), epochDay(), sum, excluded);
        }

        private static DailyCounts counts(LoadEvent file, long downloads) {
            long authenticated = LoadEvent.isSignedIn(file.visitor()) ? downloads : 0;
            return new DailyCounts(downloads, authenticated, 1, file.bytes());
        }
    }

    /** The rules by which a load counts, implemented apart from the product except for the matching of paths. */
    public record LoadRules(CountingRules rules, long seed) {
        public LoadRules {
            if (!rules.withdrawn().isEmpty()) {
                throw new IllegalArgumentException("withdrawn: all events of a load are true");
            }
        }

        long gapMillis() {
            return rules.gap().toMillis();
        }

        /** The first reason of the definitions that excludes the request, other than as a duplicate. */
        public Optional<ExclusionReason> exclusion(LoadEvent event) {
            Optional<ExclusionReason> ofKind = exclusion(event.kind());
            if (ofKind.isPresent()) return ofKind;
            if (rules.partial().map(rule -> isPartial(event, rule)).orElse(false))
                return Optional.of(ExclusionReason.PARTIAL);
            boolean isIgnored = rules.paths().ignores(EventText.path(event, seed));
            return isIgnored ? Optional.of(ExclusionReason.PATH) : Optional.empty();
        }

        private static Optional<ExclusionReason> exclusion(LoadEventKind kind) {
            return switch (kind) {
                case FILE, CHECKSUM, LFS, CLONE, FIRST_PART, BEGINNING -> Optional.empty();
                case PROBE -> Optional.of(ExclusionReason.METHOD);
                case MISSING -> Optional.of(ExclusionReason.STATUS);
                case LATER_PART -> Optional.of(ExclusionReason.RANGE);
            };
        }

        private static boolean isPartial(LoadEvent event, PartialRule rule) {
            boolean isPart = event.kind().status == 206 && event.size() >= 0;
            return isPart && event.bytes() < rule.belowBytes() && event.bytes() < rule.belowShare() * event.size();
        }
    }
}
