package dev.footfall.aggregator.live;

import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.TopK;
import dev.footfall.aggregator.query.TrendingRow;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The head of one ranking: all repositories at or above a bound, of one type in one period. Those that changed bring it
 * up to date, by one thread at a time. Safe for many threads.
 */
final class Ranking {
    /** The length of the head, such that a caller who may not see some rows is still answered from it. */
    static final int LENGTH = 500;

    private final RepositoryTable table;
    private final RankingPeriod period;
    private final Map<Integer, TrendingRow> bySlot = new HashMap<>();
    private final TreeSet<TrendingRow> ranked = new TreeSet<>();
    private Optional<TrendingRow> bound = Optional.empty();
    private RankingHead head = new RankingHead(List.of(), true);
    private int version = -1;

    Ranking(RepositoryTable table, RankingPeriod period) {
        this.table = table;
        this.period = period;
    }

    synchronized RankingHead head() {
        int now = table.version();
        if (version == now) return head;
        boolean isNew = version < 0;
        if (isNew) build(now);
        table.forEachSince(version, this::update);
        if (bound.isPresent() && ranked.size() < LENGTH / 2) {
            build(now);
            table.forEachSince(now, this::update);
        }
        if (ranked.size() > 2 * LENGTH) cut();
        version = now;
        head = new RankingHead(List.copyOf(ranked), bound.isEmpty());
        return head;
    }

    private void build(int now) {
        bySlot.clear();
        ranked.clear();
        version = now;
        List<TrendingRow> rows = best(ListPage.first(LENGTH), row -> true);
        for (TrendingRow row : rows) {
            bySlot.put(table.slot(StoreKey.ofRepository(row.repo().keyBytes())), row);
            ranked.add(row);
        }
        bound = rows.size() < LENGTH ? Optional.empty() : Optional.of(ranked.last());
    }

    /** A page of all repositories that may be shown; looks at the numbers of each, and makes those alone that may be on it. */
    List<TrendingRow> best(ListPage<TrendingRow> page, Predicate<TrendingRow> shown) {
        var best = new TopK<TrendingRow>(page.limit(), Comparator.naturalOrder(), shown);
        long most = page.after().map(TrendingRow::recentDownloads).orElse(Long.MAX_VALUE);
        table.forEach(slot -> {
            long recent = table.recent(slot, period);
            if (0 < recent && recent <= most && mayTake(best, recent)) best.offer(table.row(slot, recent));
        });
        return best.ranked();
    }

    /** True if a row with this many recent downloads can be one of the best; only then it is worth making. */
    static boolean mayTake(TopK<TrendingRow> best, long recentDownloads) {
        return recentDownloads >= best.last().map(TrendingRow::recentDownloads).orElse(0L);
    }

    private void update(int slot) {
        TrendingRow before = bySlot.get(slot);
        long least = bound.map(TrendingRow::recentDownloads).orElse(1L);
        if (before == null && !table.mayHave(slot, least)) return;
        long recent = table.recent(slot, period);
        boolean isFar = recent < least;
        if (before == null && isFar) return;
        if (before != null) {
            ranked.remove(before);
            bySlot.remove(slot);
        }
        if (isFar) return;
        TrendingRow now = table.row(slot, recent);
        if (bound.isPresent() && now.compareTo(bound.get()) > 0) return;
        ranked.add(now);
        bySlot.put(slot, now);
    }

    private void cut() {
        while (ranked.size() > LENGTH) ranked.pollLast();
        bound = Optional.of(ranked.last());
        bySlot.values().retainAll(ranked);
    }
}
