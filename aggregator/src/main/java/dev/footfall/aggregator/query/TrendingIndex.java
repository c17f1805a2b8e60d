package dev.footfall.aggregator.query;

import dev.footfall.aggregator.partition.StoreKey;
import dev.footfall.aggregator.rollup.RecentDownloads;
import dev.footfall.aggregator.rollup.RepositoryTotals;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The totals, recent days and likes of each repository of one partition, for rankings. Current as of the last flush; a ranking
 * that was asked for is kept until the next one. Only a period further back than {@link RecentDownloads#DAYS} is read
 * from the daily rows. Written by one thread, read by many.
 */
final class TrendingIndex {
    /** How much of a ranking is kept, so that a caller who may not see some rows is still answered from it. */
    private static final int KEPT_ROWS = 1_000;

    private static final int KEPT_RANKINGS = 100;

    /** The daily rows of the partition, for periods that are not on the heap. */
    interface History {
        /** Shows each repository that has a row in the period, with its downloads then. */
        void forEach(int fromDay, int toDay, Visitor visitor);

        /** Is shown one repository after the other. */
        interface Visitor {
            void visit(RepoId repo, long downloads);
        }
    }

    private record Indexed(RepoId repo, RepositoryTotals totals, long likes) {}

    private record Period(RepoType type, int fromDay, int toDay) {
        static Period of(TrendingQuery query) {
            return new Period(
                    query.type(),
                    Math.toIntExact(query.from().toEpochDay()),
                    Math.toIntExact(query.to().toEpochDay()));
        }
    }

    private record Ranking(long version, List<TrendingRow> rows) {}

    private final Map<StoreKey, Indexed> repositories = new ConcurrentHashMap<>();
    /** The likes of repositories that have no downloads yet, and so no place in a ranking. */
    private final Map<StoreKey, Long> likesAlone = new HashMap<>();

    private final Map<Period, Ranking> rankings = new ConcurrentHashMap<>();
    private final Object historyLock = new Object();
    private volatile int newestDay;
    private final AtomicLong version = new AtomicLong();

    void put(StoreKey repository, RepositoryTotals totals) {
        Indexed before = repositories.get(repository);
        Indexed after = before == null
                ? new Indexed(repo(repository), totals, takeLikes(repository))
                : new Indexed(before.repo(), totals, before.likes());
        repositories.put(repository, after);
        newestDay = Math.max(newestDay, totals.recent().newestDay());
    }

    private long takeLikes(StoreKey repository) {
        Long likes = likesAlone.remove(repository);
        return likes == null ? 0 : likes;
    }

    void putLikes(StoreKey repository, long likes) {
        Indexed before = repositories.get(repository);
        if (before != null) repositories.put(repository, new Indexed(before.repo(), before.totals(), likes));
        else if (likes > 0) likesAlone.put(repository, likes);
        else likesAlone.remove(repository);
    }

    private static RepoId repo(StoreKey repository) {
        return RepoId.ofKey(new String(repository.bytes(), StandardCharsets.UTF_8))
                .orElseThrow();
    }

    /** Says that the numbers have changed: rankings made before no longer hold. */
    void flushed() {
        version.incrementAndGet();
    }

    /** The first rows of the ranking. */
    List<TrendingRow> top(TrendingQuery query, Predicate<RepoId> visible, History history) {
        Period period = Period.of(query);
        List<TrendingRow> kept = kept(period, history);
        List<TrendingRow> rows = kept.stream()
                .filter(row -> visible.test(row.repo()))
                .limit(query.limit())
                .toList();
        boolean isAll = rows.size() == query.limit() || kept.size() < KEPT_ROWS;
        return isAll ? rows : rank(period, new Best<>(query.limit(), row -> visible.test(row.repo())), history);
    }

    private List<TrendingRow> kept(Period period, History history) {
        Ranking kept = rankings.get(period);
        long now = version.get();
        if (kept != null && kept.version() == now) return kept.rows();
        List<TrendingRow> rows = rank(period, new Best<>(KEPT_ROWS, row -> true), history);
        if (rankings.size() >= KEPT_RANKINGS) rankings.clear();
        rankings.put(period, new Ranking(now, rows));
        return rows;
    }

    private List<TrendingRow> rank(Period period, Best<TrendingRow> best, History history) {
        if (newestDay - period.fromDay() < RecentDownloads.DAYS) {
            for (Indexed indexed : repositories.values()) {
                long recent = indexed.totals().recent().sum(period.fromDay(), period.toDay());
                offer(period, indexed, recent, best);
            }
        } else {
            rankFromHistory(period, best, history);
        }
        return best.ranked();
    }

    private void rankFromHistory(Period period, Best<TrendingRow> best, History history) {
        synchronized (historyLock) {
            history.forEach(period.fromDay(), period.toDay(), (repo, downloads) -> {
                Indexed indexed = repositories.get(StoreKey.ofRepository(repo.keyBytes()));
                if (indexed != null) offer(period, indexed, downloads, best);
            });
        }
    }

    private static void offer(Period period, Indexed indexed, long recent, Best<TrendingRow> best) {
        if (recent < 1 || indexed.repo().type() != period.type()) return;
        best.offer(new TrendingRow(indexed.repo(), indexed.totals().counts().downloads(), indexed.likes(), recent));
    }
}
