package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.projections.RowCounts;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.live.HistoryNotRead;
import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.NameSearch;
import dev.footfall.aggregator.query.RankingReader;
import dev.footfall.aggregator.query.SearchHit;
import dev.footfall.aggregator.query.Spike;
import dev.footfall.aggregator.query.SpikeRule;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.events.RepoId;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

record StreamsRankings(StoreReader reader) implements RankingReader {
    @Override
    public LocalRead<List<TrendingRow>> trending(int partition, TrendingQuery query, Predicate<RepoId> visible) {
        return reader.askRanking(partition, ranking -> {
            try {
                return Optional.of(
                        ranking.top(query, visible, (range, row) -> StoredRows.forEach(reader, partition, range, row)));
            } catch (HistoryNotRead e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public LocalRead<Map<RepoId, Long>> downloads(int partition, TrendingQuery query, List<RepoId> repos) {
        return reader.askBoth(partition, PartitionStores.DAILY_ROWS, (store, ranking) -> {
            Map<RepoId, Long> found = new HashMap<>();
            for (RepoId repo : repos) {
                long downloads = ranking.map(onHeap -> onHeap.downloads(repo, query))
                        .orElse(OptionalLong.empty())
                        .orElseGet(() ->
                                StoredRows.listOf(store, repo, query.from(), query.to(), row -> row.value).stream()
                                        .mapToLong(row -> RowCounts.downloads(row, query.classes()))
                                        .sum());
                if (downloads > 0) found.put(repo, downloads);
            }
            return found;
        });
    }

    @Override
    public LocalRead<List<SearchHit>> named(
            int partition, NameSearch search, ListPage<SearchHit> page, Predicate<RepoId> visible) {
        return reader.askRanking(partition, ranking -> Optional.of(ranking.named(search, page, visible)));
    }

    @Override
    public LocalRead<List<Spike>> spikes(int partition, LocalDate date, SpikeRule rule) {
        return reader.askRanking(partition, ranking -> Optional.of(ranking.spikes(date, rule)));
    }
}
