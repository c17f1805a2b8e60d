package dev.footfall.aggregator.query;

import dev.footfall.aggregator.partition.StoreKey;
import dev.footfall.aggregator.query.Ranking.Period;
import dev.footfall.aggregator.rollup.RecentDownloads;
import dev.footfall.aggregator.rollup.RepositoryTotals;
import dev.footfall.events.RepoId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The totals and recent days of each repository of one partition, for rankings. Current as of the last flush; the heads
 * of the rankings that were asked for of late are kept, and only what changed is looked at again. Only a period further
 * back than {@link RecentDownloads#DAYS} is read from the daily rows. Written by one thread, read by many.
 */
final class TrendingIndex {
    private static final int KEPT_RANKINGS = 24;

    /** The daily rows of the partition, for periods that are not on the heap. */
    interface History {
        /** Shows each repository that has a row in the period, with its downloads then. */
        void forEach(int fromDay, int toDay, Visitor visitor);

        /** Is shown one repository after the other. */
        interface Visitor {
            void visit(RepoId repo, long downloads);
        }
    }

    private record OldRanking(int version, List<TrendingRow> rows) {}

    private final RepositoryTable repositories = new RepositoryTable();
    private final Map<Period, Ranking> rankings = new LinkedHashMap<>(KEPT_RANKINGS, 0.75f, true);
    private final Map<Period, OldRanking> oldRankings = new HashMap<>();

    void put(StoreKey repository, RepositoryTotals totals) {
        repositories.put(repository, totals);
    }

    void putLikes(StoreKey repository, long likes) {
        repositories.putLikes(repository, likes);
    }

    /** Says that the numbers have changed: rankings made before no longer hold. */
    void flushed() {
        repositories.flushed();
    }

    /** The first rows of the ranking. */
    List<TrendingRow> top(TrendingQuery query, Predicate<RepoId> visible, History history) {
        Period period = Period.of(query);
        if (isOnHeap(period)) {
            List<TrendingRow> rows = fromHeap(query, period, visible);
            if (isOnHeap(period)) return rows; // no new day has begun in between
        }
        return fromHistory(query, period, visible, history);
    }

    private boolean isOnHeap(Period period) {
        return repositories.covers(period.fromDay(), RecentDownloads.DAYS);
    }

    private List<TrendingRow> fromHeap(TrendingQuery query, Period period, Predicate<RepoId> visible) {
        Ranking ranking = ranking(period);
        Ranking.Head head = ranking.head();
        List<TrendingRow> rows = visible(head.rows(), query, visible);
        boolean isAll = head.complete() || rows.size() == query.limit();
        return isAll ? rows : ranking.best(query.limit(), visible);
    }

    private Ranking ranking(Period period) {
        synchronized (rankings) {
            Ranking ranking = rankings.computeIfAbsent(period, key -> new Ranking(repositories, key));
            if (rankings.size() > KEPT_RANKINGS)
                rankings.remove(rankings.keySet().iterator().next());
            return ranking;
        }
    }

    private static List<TrendingRow> visible(List<TrendingRow> rows, TrendingQuery query, Predicate<RepoId> visible) {
        return rows.stream()
                .filter(row -> visible.test(row.repo()))
                .limit(query.limit())
                .toList();
    }

    /** One at a time: each reads every row of the partition. */
    private List<TrendingRow> fromHistory(
            TrendingQuery query, Period period, Predicate<RepoId> visible, History history) {
        synchronized (oldRankings) {
            int now = repositories.version();
            oldRankings.values().removeIf(ranking -> ranking.version() != now);
            List<TrendingRow> kept = oldRankings
                    .computeIfAbsent(
                            period, key -> new OldRanking(now, read(period, Ranking.LENGTH, repo -> true, history)))
                    .rows();
            List<TrendingRow> rows = visible(kept, query, visible);
            boolean isAll = kept.size() < Ranking.LENGTH || rows.size() == query.limit();
            return isAll ? rows : read(period, query.limit(), visible, history);
        }
    }

    private List<TrendingRow> read(Period period, int limit, Predicate<RepoId> visible, History history) {
        var best = new Best<TrendingRow>(limit, row -> visible.test(row.repo()));
        history.forEach(period.fromDay(), period.toDay(), (repo, downloads) -> {
            if (repo.type() != period.type() || !Ranking.mayTake(best, downloads)) return;
            int slot = repositories.slot(StoreKey.ofRepository(repo.keyBytes()));
            if (slot >= 0) best.offer(repositories.row(slot, downloads));
        });
        return best.ranked();
    }
}
