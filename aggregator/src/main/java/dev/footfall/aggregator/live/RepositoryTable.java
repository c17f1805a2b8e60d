package dev.footfall.aggregator.live;

import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.RepositoryTotals;
import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.NameSearch;
import dev.footfall.aggregator.query.SearchHit;
import dev.footfall.aggregator.query.Spike;
import dev.footfall.aggregator.query.SpikeRule;
import dev.footfall.aggregator.query.TopK;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.events.RepoId;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** A partition's repositories in columns, 210 bytes each, a quarter of objects. Written by one thread, read by many. */
final class RepositoryTable {
    /** The slots that are looked at under one lock, few enough that the counting never waits long. */
    private static final int SLOTS_AT_ONCE = 4_096;

    private static final long NO_MORE = Long.MAX_VALUE;

    private byte[][] keys = new byte[1_024][];
    private long[] letters = new long[1_024];
    private byte[][] recent = new byte[1_024][];
    private long[] downloads = new long[1_024];
    private int[] likes = new int[1_024];
    private int[] changedAt = new int[1_024];
    private final ChangedSlots changes = new ChangedSlots();
    private int size;

    /** Slots + 1 by the hashes of their keys, open addressing; 0 is free. At most half full. */
    private int[] slots = new int[4_096];

    /** The likes of repositories that have no downloads yet, and so no place in a ranking. */
    private final Map<StoreKey, Integer> likesAlone = new HashMap<>();

    private int version;
    private boolean isChanged;
    private int newestDay;

    synchronized void put(StoreKey repository, RepositoryTotals totals) {
        int slot = slot(repository);
        if (slot < 0) slot = add(repository);
        downloads[slot] = totals.counts().downloads();
        recent[slot] = PackedDays.pack(totals.recent());
        changed(slot);
        newestDay = Math.max(newestDay, totals.recent().newestDay());
    }

    synchronized void putLikes(StoreKey repository, long number) {
        int slot = slot(repository);
        if (slot >= 0) {
            likes[slot] = Math.toIntExact(number);
            changed(slot);
        } else {
            likesAlone.put(repository, Math.toIntExact(number));
        }
    }

    private void changed(int slot) {
        changedAt[slot] = version;
        changes.add(slot);
        isChanged = true;
    }

    private int add(StoreKey repository) {
        if (size == keys.length) grow();
        keys[size] = repository.bytes();
        letters[size] = NameSearch.lettersOf(keys[size]);
        Integer alone = likesAlone.remove(repository);
        likes[size] = alone == null ? 0 : alone;
        if (4 * size >= slots.length) rehash(2 * slots.length);
        slots[place(repository)] = size + 1;
        return size++;
    }

    private void grow() {
        int capacity = size + size / 2;
        keys = Arrays.copyOf(keys, capacity);
        letters = Arrays.copyOf(letters, capacity);
        recent = Arrays.copyOf(recent, capacity);
        downloads = Arrays.copyOf(downloads, capacity);
        likes = Arrays.copyOf(likes, capacity);
        changedAt = Arrays.copyOf(changedAt, capacity);
    }

    private void rehash(int length) {
        slots = new int[length];
        for (int slot = 0; slot < size; slot++) slots[place(StoreKey.ofRepository(keys[slot]))] = slot + 1;
    }

    private int place(StoreKey repository) {
        int mask = slots.length - 1;
        int place = repository.hashCode() & mask;
        while (slots[place] != 0 && !Arrays.equals(keys[slots[place] - 1], repository.bytes())) {
            place = (place + 1) & mask;
        }
        return place;
    }

    synchronized int slot(StoreKey repository) {
        return slots[place(repository)] - 1;
    }

    synchronized long recent(int slot, RankingPeriod period) {
        return period.isOfType(keys[slot]) ? PackedDays.sum(recent[slot], period.fromDay(), period.toDay()) : 0;
    }

    /** True if the repository has as many downloads at all: with fewer it has none in any period. */
    synchronized boolean mayHave(int slot, long least) {
        return downloads[slot] >= least;
    }

    synchronized Optional<byte[]> keyIn(int slot, RankingPeriod period) {
        return recent(slot, period) > 0 ? Optional.of(keys[slot]) : Optional.empty();
    }

    synchronized Optional<Spike> spike(int slot, int day, SpikeRule rule) {
        if (!rule.isSpike(PackedDays.sum(recent[slot], day, day), 0)) return Optional.empty();
        List<Long> downloads = IntStream.rangeClosed(day - SpikeRule.DAYS, day)
                .mapToObj(date -> PackedDays.sum(recent[slot], date, date))
                .toList();
        return rule.spike(repository(slot), LocalDate.ofEpochDay(day), downloads);
    }

    private RepoId repository(int slot) {
        return RepoId.ofKey(new String(keys[slot], StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException("no repository in slot " + slot));
    }

    synchronized TrendingRow row(int slot, long recentDownloads) {
        return new TrendingRow(repository(slot), downloads[slot], likes[slot], recentDownloads);
    }

    /** A repository whose name matches; made only where it may take a place on the page. */
    synchronized Optional<SearchHit> hit(int slot, NameSearch search, ListPage<SearchHit> page, TopK<SearchHit> best) {
        return search.match(keys[slot])
                .filter(match -> page.after()
                        .filter(after -> after.isAfter(match, downloads[slot]))
                        .isEmpty())
                .filter(match -> best.last()
                        .filter(last -> last.isBefore(match, downloads[slot]))
                        .isEmpty())
                .map(match -> new SearchHit(repository(slot), match, downloads[slot]));
    }

    synchronized void flushed() {
        if (isChanged) changes.begin(++version);
        isChanged = false;
    }

    synchronized int version() {
        return version;
    }

    synchronized boolean covers(int fromDay, int days) {
        return newestDay - fromDay < days;
    }

    void forEach(IntConsumer visitor) {
        forEach(slot -> true, visitor);
    }

    /** Shows the slot of each repository that was put in this version or a later one, some of them more than once. */
    void forEachSince(int since, IntConsumer visitor) {
        long change = startOf(since);
        while (change >= 0 && change < NO_MORE) change = visitChanges(change, visitor);
        if (change < 0) forEach(slot -> changedAt[slot] >= since, visitor);
    }

    private synchronized long startOf(int since) {
        return changes.startOf(since, version);
    }

    /** Shows the slots of some changes; the number of the next one, or that there is none, or -1 if they are forgotten. */
    private synchronized long visitChanges(long from, IntConsumer visitor) {
        if (!changes.has(from)) return -1;
        long to = Math.min(changes.end(), from + SLOTS_AT_ONCE);
        for (long change = from; change < to; change++) visitor.accept(changes.slot(change));
        return to == changes.end() ? NO_MORE : to;
    }

    /** Shows the slot of each repository whose name may match, and of some others. */
    void forEachLike(NameSearch search, IntConsumer visitor) {
        forEach(slot -> search.mayMatch(letters[slot]), visitor);
    }

    /** The visitor holds up nobody, however long it takes. */
    private void forEach(IntPredicate wanted, IntConsumer visitor) {
        int[] found = new int[SLOTS_AT_ONCE];
        int number = find(0, wanted, found);
        for (int from = SLOTS_AT_ONCE; number >= 0; from += SLOTS_AT_ONCE) {
            for (int i = 0; i < number; i++) visitor.accept(found[i]);
            number = find(from, wanted, found);
        }
    }

    /** The number of slots found from this one on; -1 behind the last. */
    private synchronized int find(int from, IntPredicate wanted, int[] found) {
        if (from >= size) return -1;
        int number = 0;
        for (int slot = from; slot < Math.min(size, from + SLOTS_AT_ONCE); slot++) {
            if (wanted.test(slot)) found[number++] = slot;
        }
        return number;
    }
}
