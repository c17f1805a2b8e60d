package dev.footfall.aggregator.live;

import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.RecentDownloads;
import dev.footfall.aggregator.counts.RepositoryTotals;
import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.NameSearch;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.aggregator.query.SearchHit;
import dev.footfall.aggregator.query.Spike;
import dev.footfall.aggregator.query.SpikeRule;
import dev.footfall.aggregator.query.TopK;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The totals and recent days of each repository of one partition, for rankings and searches. Current as of the last flush; the heads
 * of recently requested rankings are kept, and only what changed is looked at again. A period further back than
 * {@link RecentDownloads#DAYS}, and the downloads of some classes of clients, are read from the daily rows. Written by one
 * thread, read by many.
 */
public final class TrendingIndex {
    private static final int KEPT_RANKINGS = 24;

    private final RepositoryTable repositories = new RepositoryTable();
    private final Map<RankingPeriod, Ranking> rankings = new LinkedHashMap<>(KEPT_RANKINGS, 0.75f, true);
    private final HistoricRankings pastRankings = new HistoricRankings(repositories);

    public void put(StoreKey repository, RepositoryTotals totals) {
        repositories.put(repository, totals);
    }

    /** Notes how many users like a repository now; seen after the next flush. */
    public void putLikes(StoreKey repository, long likes) {
        repositories.putLikes(repository, likes);
    }

    public void flushed() {
        repositories.flushed();
    }

    public List<TrendingRow> top(TrendingQuery query, Predicate<RepoId> visible, RankingHistory history) {
        RankingPeriod period = RankingPeriod.of(query);
        Predicate<TrendingRow> shown = row -> query.page().begins(row) && visible.test(row.repo());
        if (isOnHeap(period)) {
            List<TrendingRow> rows = fromHeap(query, period, shown);
            if (isOnHeap(period)) return rows; // no new day has begun in between
        }
        return fromHistory(query.limit(), period, shown, history);
    }

    /** In the query's days; empty where these are not on the heap and it was ever downloaded. */
    public OptionalLong downloads(RepoId repo, TrendingQuery query) {
        RankingPeriod period = RankingPeriod.of(query);
        int slot = repositories.slot(StoreKey.ofRepository(repo.keyBytes()));
        if (slot < 0) return OptionalLong.of(0);
        OptionalLong recent = OptionalLong.of(repositories.recent(slot, period));
        return isOnHeap(period) ? recent : OptionalLong.empty();
    }

    /** As the stores sort them; empty when the range has days that are not on the heap. */
    public Optional<List<byte[]>> downloaded(RowRange range) {
        List<byte[]> keys = new ArrayList<>();
        for (RepoType type : range.types()) {
            RankingPeriod period = RankingPeriod.of(type, range.from(), range.to(), Set.of());
            if (isOnHeap(period)) {
                repositories.forEach(slot -> repositories.keyIn(slot, period).ifPresent(keys::add));
            }
            if (!isOnHeap(period)) return Optional.empty(); // or no longer: a new day has begun
        }
        keys.sort(Arrays::compareUnsigned);
        return Optional.of(keys);
    }

    /** Looks at the numbers of all that match, and makes those alone that may be on the page. */
    public List<SearchHit> named(NameSearch search, ListPage<SearchHit> page, Predicate<RepoId> visible) {
        var best = new TopK<SearchHit>(
                page.limit(), Comparator.naturalOrder(), hit -> page.begins(hit) && visible.test(hit.repo()));
        repositories.forEachLike(
                search, slot -> repositories.hit(slot, search, page, best).ifPresent(best::offer));
        return best.ranked();
    }

    /** The spikes of a day; none of one that is not on the heap with the days before. */
    public List<Spike> spikes(LocalDate date, SpikeRule rule) {
        int day = Math.toIntExact(date.toEpochDay());
        if (!repositories.covers(day - SpikeRule.DAYS, RecentDownloads.DAYS)) return List.of();
        List<Spike> spikes = new ArrayList<>();
        repositories.forEach(slot -> repositories.spike(slot, day, rule).ifPresent(spikes::add));
        return spikes;
    }

    private boolean isOnHeap(RankingPeriod period) {
        return period.classes().isEmpty() && repositories.covers(period.fromDay(), RecentDownloads.DAYS);
    }

    private List<TrendingRow> fromHeap(TrendingQuery query, RankingPeriod period, Predicate<TrendingRow> shown) {
        Ranking ranking = ranking(period);
        RankingHead head = ranking.head();
        List<TrendingRow> rows = shown(head.rows(), query.limit(), shown);
        boolean isAll = head.complete() || rows.size() == query.limit();
        return isAll ? rows : ranking.best(query.page(), shown);
    }

    private Ranking ranking(RankingPeriod period) {
        synchronized (rankings) {
            Ranking ranking = rankings.computeIfAbsent(period, key -> new Ranking(repositories, key));
            if (rankings.size() > KEPT_RANKINGS)
                rankings.remove(rankings.keySet().iterator().next());
            return ranking;
        }
    }

    private static List<TrendingRow> shown(List<TrendingRow> rows, int limit, Predicate<TrendingRow> shown) {
        return rows.stream().filter(shown).limit(limit).toList();
    }

    private List<TrendingRow> fromHistory(
            int limit, RankingPeriod period, Predicate<TrendingRow> shown, RankingHistory history) {
        List<TrendingRow> head = pastRankings.head(period, history);
        List<TrendingRow> rows = shown(head, limit, shown);
        boolean isAll = head.size() < Ranking.LENGTH || rows.size() == limit;
        if (isAll) return rows;
        return new PastReading(repositories, List.of(period), limit, shown)
                .of(history)
                .getOrDefault(period, List.of());
    }
}
