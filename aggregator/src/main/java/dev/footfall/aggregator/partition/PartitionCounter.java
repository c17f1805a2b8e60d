package dev.footfall.aggregator.partition;

import dev.footfall.aggregator.partition.WriteBehind.Entry;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.aggregator.rollup.LogPosition;
import dev.footfall.aggregator.rollup.RepositoryTotals;
import dev.footfall.aggregator.rollup.Tally;
import dev.footfall.aggregator.session.CountingRules;
import dev.footfall.aggregator.session.HashPage;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.aggregator.session.Sessionizer;
import dev.footfall.events.Observation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Counts the events of one partition: one decision per event, roll-ups that follow it, everything on the heap until
 * {@link #flush}. Not thread-safe.
 */
public final class PartitionCounter implements AutoCloseable {
    /** When the share is full, this part of it is freed at once. */
    private static final int TRIM_DIVISOR = 32;

    private static final StoreKey TALLY = StoreKey.ofRepository("tally".getBytes(StandardCharsets.US_ASCII));

    private final Sessionizer sessionizer;
    private final Stores stores;
    private final HeapBudget budget;
    private final WriteBehind<VisitorPage> visitors;
    private final WriteBehind<HashPage> hashes;
    private final WriteBehind<HeapRow> rows;
    private final WriteBehind<RepositoryTotals> totals;
    private final PageSize pageSize = new PageSize();
    private final KeyProbe probe = new KeyProbe();
    private final HeapDay.Visitors visiting;
    private final Tally tally;
    private LogPosition flushed;

    /** The newest day of an event that was the last before a flush, and the day of the last event. */
    private int currentDay;

    private int lastDay;

    /**
     * Goes on from what the stores hold.
     *
     * @param changed is shown the totals of each repository as they are written
     */
    public PartitionCounter(
            CountingRules rules, Stores stores, HeapBudget budget, BiConsumer<StoreKey, RepositoryTotals> changed) {
        this.sessionizer = new Sessionizer(rules);
        this.stores = stores;
        this.budget = budget;
        this.visitors = new WriteBehind<>(Stores.VISITOR_DAYS, stores, new VisitorPageFormat(), new LostVisitors());
        this.hashes = new WriteBehind<>(Stores.VISITOR_DAYS, stores, new PageFormat(), (key, page) -> {});
        this.rows = new WriteBehind<>(Stores.DAILY_ROWS, stores, new HeapRowFormat(), this::rollUp);
        this.totals = new WriteBehind<>(Stores.TOTALS, stores, new TotalsFormat(), changed::accept);
        this.visiting = new HeapDay.Visitors(visitors, hashes, pageSize, probe);
        this.tally = storedTally();
        this.flushed = tally.position();
        if (isNew()) List.of(visitors, hashes, rows, totals).forEach(WriteBehind::startEmpty);
        budget.join();
    }

    private Tally storedTally() {
        return stores.get(Stores.PARTITION, TALLY).map(TallyFormat::decode).orElseGet(Tally::new);
    }

    /** Whether nothing was ever read here. */
    public boolean isNew() {
        return tally.nextOffset() == 0;
    }

    /** Notes that a record is being read; exactly one of {@link #count} and {@link #reject} follows. */
    public void reach(long offset, long logTimeMillis) {
        tally.reach(offset, logTimeMillis);
    }

    /** Adds a record that is no valid event. */
    public void reject(String field) {
        tally.reject(field, 1);
    }

    /**
     * Decides on one event and rolls it up.
     *
     * @param event the event
     * @param logTimeMillis when it entered the log
     */
    public Outcome count(Observation event, long logTimeMillis) {
        int epochDay = Sessionizer.epochDay(event);
        lastDay = epochDay;
        Entry<HeapRow> row = rows.entry(probe.row(event.repository(), epochDay));
        Outcome outcome = sessionizer.decide(event, logTimeMillis, new HeapDay(row, event.visitor(), visiting));
        if (outcome instanceof Outcome.Excluded excluded) {
            row.value().counts().exclude(excluded.reason());
            tally.exclude(excluded.reason(), 1);
        } else {
            row.value().counts().add(event, outcome, logTimeMillis);
            tally.count(1);
        }
        rows.touch(row);
        keepToBudget();
        return outcome;
    }

    /** Tells a day on the heap that the store has visitors of it which the heap has not. */
    private final class LostVisitors implements WriteBehind.Listener<VisitorPage> {
        @Override
        public void written(StoreKey key, VisitorPage page) {
            // nothing hangs on it
        }

        @Override
        public void letGo(StoreKey key) {
            Entry<HeapRow> row = rows.find(probe.rowOf(key));
            if (row == null) return;
            row.lose();
            row.value().visitors(null);
        }
    }

    /** Adds to a repository's totals by how much one of its rows has changed since it was last written. */
    private void rollUp(StoreKey row, HeapRow counted) {
        DailyCounts delta = counted.counts().rollUp();
        if (delta.equals(DailyCounts.ZERO)) return;
        int epochDay = StoreKey.epochDayOf(row.bytes());
        Entry<RepositoryTotals> total =
                totals.entry(probe.repository(row.bytes(), StoreKey.repositoryLength(row.bytes())));
        totals.set(total, total.value().plus(delta, epochDay));
    }

    private void keepToBudget() {
        long excess = weightBytes() - budget.shareBytes();
        if (excess > 0) heaviest().trim(excess + budget.shareBytes() / TRIM_DIVISOR);
    }

    private WriteBehind<?> heaviest() {
        WriteBehind<?> heaviest = visitors;
        for (WriteBehind<?> other : List.of(hashes, rows, totals)) {
            if (other.weightBytes() > heaviest.weightBytes()) heaviest = other;
        }
        return heaviest;
    }

    /** About how many bytes the heap copies take. */
    long weightBytes() {
        return visitors.weightBytes() + hashes.weightBytes() + rows.weightBytes() + totals.weightBytes();
    }

    /** Writes everything that has changed since the last flush, and last how far that is; nothing when nothing was read. */
    public void flush() {
        if (flushed.equals(tally.position())) return;
        visitors.flush();
        letGoOfPastVisitors();
        hashes.flush();
        rows.flush();
        totals.flush();
        stores.put(Stores.PARTITION, TALLY, TallyFormat.encode(tally));
        pageSize.flushed(tally.nextOffset() - flushed.nextOffset());
        flushed = tally.position();
        byte[] mark = StoreMark.encode(flushed);
        for (String store : Stores.ASKED) stores.put(store, StoreMark.key(), mark);
    }

    /**
     * Once the events have come to another day, visitors of days before yesterday leave the heap: hardly any comes back,
     * and until the budget is used up the collector would carry all of them along.
     */
    private void letGoOfPastVisitors() {
        if (lastDay <= currentDay) return;
        currentDay = lastDay;
        visitors.letGo(key -> StoreKey.epochDayOfPage(key.bytes()) < currentDay - 1);
    }

    /** Forgets what is on the heap, written or not, and gives its share of the budget back. Not used after that. */
    @Override
    public void close() {
        visitors.clear();
        hashes.clear();
        rows.clear();
        totals.clear();
        budget.leave();
    }

    /** What became of the records read so far. */
    public Tally tally() {
        return tally;
    }
}
