package dev.footfall.aggregator.counting.heap;

import dev.footfall.aggregator.counting.heap.VisitorPage.PageSize;
import dev.footfall.aggregator.counting.projections.DaySection;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.projections.Users;
import dev.footfall.aggregator.counting.store.KeyProbe;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counting.store.WriteBehind;
import dev.footfall.aggregator.counting.store.WriteBehind.EntryListener;
import dev.footfall.aggregator.counting.store.WriteBehind.HeapEntry;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.session.DaySessions;
import dev.footfall.aggregator.session.HashPage;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The days of one partition on the heap: their rows, the pages of their visitors, and the further pages of hashes of
 * visitors with many files. Not thread-safe.
 *
 * <p><b>Entries.</b> Each of the three is a {@link WriteBehind}: a hash table in front of a store, from which an entry
 * is read once and to which it is written once per flush, however often it changes in between. Popular repositories
 * have most events, so most events find all that they need here and reach no store.
 *
 * <p><b>Visitors.</b> Those of a day are a tree of pages. A full page is split into 16, one level down, by the next
 * four bits of its visitors' hashes; on level 8 a hash has no further bits, and pages grow without a bound. Pages are
 * written whole, so their size is a choice between few large writes and many small ones. After a flush of many records
 * most visitors of a page have changed: a page then takes 64, which are fewer pages to find and to write. After a flush
 * of few records one visitor has: a page then takes 4. A look-up descends to about log16(visitors / page size) levels.
 *
 * <p><b>Bounds.</b> All heaps of a partition together keep to its share of the process's budget, checked after each
 * event. Above it, the heaviest heap evicts the excess and a fixed part of the share, so that the next events need not
 * evict at all. Its clock (second chance) chooses: a hand goes round the table and evicts each entry that was not used
 * since it last came by. That approximates the least recently used at the price of one flag, where an exact order would
 * be a list to relink for each event. A dirty entry is written before it goes. Visitors of days before yesterday go
 * with the flush in which the events come to another day: hardly any comes back, and until the budget is used up the
 * garbage collector would carry all of them along.
 *
 * <p><b>Short cuts.</b> Pages hang on their row, which saves an event two look-ups: of the first page in the hash
 * table, and of pages in the store that cannot be there, which costs more than counting. Both rest on one invariant:
 *
 * <pre>
 * A row on the heap that names its first page names the entry in the table, the only one that is written; and one that
 * has no stored pages has all of its pages on the heap.
 * </pre>
 *
 * <p>It is kept at each place where a row or a page comes or goes:
 *
 * <ul>
 *   <li>A row that the store has not is a day without visitors, so it has no stored pages. One read from the store has,
 *       since its pages were written or evicted while it was away.
 *   <li>A page is named by its row once it is in the table.
 *   <li>A page that is evicted, for the budget or because its day is past, makes its row forget the first page and have
 *       stored pages. If the row is not on the heap there is nothing to correct: it will be read from the store.
 *   <li>A row is evicted in any order with its pages. It is written then, because the event that brought it has changed
 *       it, and finds its first page in the table when it is back.
 *   <li>Pages below one that is being split are new, so the store cannot have them.
 *   <li>Pages of hashes are named by nobody, and looked up in heap and store.
 * </ul>
 */
public final class HeapDays {
    private final WriteBehind<VisitorPage> pages;
    private final WriteBehind<HashPage> hashes;
    private final WriteBehind<HeapRow> rows;
    private final Projections projections;
    private final PageSize pageSize = new PageSize();
    private final KeyProbe probe = new KeyProbe();

    /** The newest day of an event that was the last before a flush, and the day of the last event. */
    private int currentDay;

    private int lastDay;

    public HeapDays(PartitionStores stores, Projections projections, BiConsumer<StoreKey, HeapRow> written) {
        this.projections = projections;
        this.pages = new WriteBehind<>(
                PartitionStores.VISITOR_DAYS,
                stores,
                new VisitorPageFormat(projections),
                new EntryListener<>(new UserDays(stores)::write, this::pageEvicted));
        this.hashes = new WriteBehind<>(
                PartitionStores.VISITOR_DAYS,
                stores,
                new HashPageFormat(),
                new EntryListener<>((key, page) -> {}, key -> {}));
        this.rows = new WriteBehind<>(
                PartitionStores.DAILY_ROWS,
                stores,
                new HeapRowFormat(projections),
                new EntryListener<>(written, key -> {}));
    }

    private void pageEvicted(StoreKey page) {
        HeapEntry<HeapRow> row = rows.find(probe.rowOf(page));
        if (row != null) row.value().pageEvicted();
    }

    public Stream<WriteBehind<?>> heaps() {
        return Stream.of(pages, hashes, rows);
    }

    public HeapEntry<HeapRow> row(byte[] repository, int epochDay) {
        lastDay = epochDay;
        return rows.entry(probe.row(repository, epochDay));
    }

    /** The day was counted elsewhere, and no event of it here yet. Returns the row that it replaces. */
    public DailyRow store(StoreKey row, byte[] value) {
        return rows.store(row, value).map(RowFormat::decode).orElse(DailyRow.EMPTY);
    }

    public void changed(HeapEntry<HeapRow> row) {
        rows.touch(row);
    }

    HeapEntry<VisitorPage> firstPage(HeapEntry<HeapRow> row, long windowMillis) {
        HeapEntry<VisitorPage> known = row.value().firstPage();
        HeapEntry<VisitorPage> first = known == null ? page(row, 0, 0, windowMillis) : known;
        if (known == null) row.value().firstPage(first);
        first.use();
        return first;
    }

    HeapEntry<VisitorPage> page(HeapEntry<HeapRow> row, int level, int hash, long windowMillis) {
        return pages.entry(
                probe.visitors(row, level, hash, windowMillis), row.value().hasStoredPages());
    }

    HeapEntry<VisitorPage> newPage(HeapEntry<HeapRow> row, int level, int hash, long windowMillis) {
        return pages.entry(probe.visitors(row, level, hash, windowMillis), false);
    }

    HeapVisit unvisited(byte[] visitor) {
        @Nullable DaySection hours = projections.countHoursOf(visitor) ? Users.empty() : null;
        return new HeapVisit(
                new DaySessions(),
                HashPage.of(),
                hours,
                projections.sessionFiles().orElse(null));
    }

    boolean isFull(HeapEntry<VisitorPage> page) {
        return pageSize.isFull(page.value());
    }

    void pageChanged(HeapEntry<VisitorPage> page) {
        pages.touch(page);
    }

    void pageGrew(HeapEntry<VisitorPage> page, long bytes) {
        pages.grow(page, bytes);
    }

    HeapEntry<HashPage> hashes(HeapEntry<HeapRow> row, int level, long prefix, byte[] visitor, long windowMillis) {
        return hashes.entry(probe.hashes(row, level, prefix, visitor, windowMillis));
    }

    void hashesChanged(HeapEntry<HashPage> page) {
        hashes.touch(page);
    }

    public void flush(long records) {
        pages.flush();
        evictPastVisitors();
        hashes.flush();
        rows.flush();
        pageSize.flushed(records);
    }

    private void evictPastVisitors() {
        if (lastDay <= currentDay) return;
        currentDay = lastDay;
        pages.evict(key -> StoreKey.epochDayOfPage(key.bytes()) < currentDay - 1);
    }
}
