package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The repositories of a partition, compared: the most downloaded, those that a search finds, and spikes. */
public interface RankingReader {
    /** The query's part of the ranking of one partition, in {@link TrendingRow}'s order. */
    LocalRead<List<TrendingRow>> trending(int partition, TrendingQuery query, Predicate<RepoId> visible);

    /** In the query's days, by repository of one partition; those without any are left out. */
    LocalRead<Map<RepoId, Long>> downloads(int partition, TrendingQuery query, List<RepoId> repos);

    /** The page of what a search finds in one partition, in {@link SearchHit}'s order. */
    LocalRead<List<SearchHit>> named(
            int partition, NameSearch search, ListPage<SearchHit> page, Predicate<RepoId> visible);

    /** The spikes of a day in one partition; none of a day that is no longer on the heap with those before. */
    LocalRead<List<Spike>> spikes(int partition, LocalDate date, SpikeRule rule);
}
