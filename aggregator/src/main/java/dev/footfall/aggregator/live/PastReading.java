package dev.footfall.aggregator.live;

import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.aggregator.query.TopK;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Rankings of several periods, made in one pass over the rows, which are sorted by repository. Not thread-safe. */
final class PastReading implements RankingHistory.RowVisitor {
    private final RepositoryTable table;
    private final List<RankingPeriod> periods;
    private final List<TopK<TrendingRow>> best = new ArrayList<>();
    private final long[] downloads;
    private Optional<RepoId> repository = Optional.empty();

    PastReading(RepositoryTable table, Collection<RankingPeriod> periods, int limit, Predicate<TrendingRow> visible) {
        this.table = table;
        this.periods = List.copyOf(periods);
        this.downloads = new long[periods.size()];
        for (int i = 0; i < downloads.length; i++) best.add(new TopK<>(limit, Comparator.naturalOrder(), visible));
    }

    Map<RankingPeriod, List<TrendingRow>> of(RankingHistory history) {
        history.forEach(range(), this);
        repository.ifPresent(this::rank);
        Map<RankingPeriod, List<TrendingRow>> ranked = new LinkedHashMap<>();
        for (int i = 0; i < downloads.length; i++)
            ranked.put(periods.get(i), best.get(i).ranked());
        return ranked;
    }

    private RowRange range() {
        List<RepoType> types =
                periods.stream().map(RankingPeriod::type).distinct().toList();
        int from = periods.stream().mapToInt(RankingPeriod::fromDay).min().orElseThrow();
        int to = periods.stream().mapToInt(RankingPeriod::toDay).max().orElseThrow();
        return new RowRange(
                types.size() == 1 ? Optional.of(types.get(0)) : Optional.empty(),
                LocalDate.ofEpochDay(from),
                LocalDate.ofEpochDay(to));
    }

    @Override
    public void row(RepoId repo, LocalDate date, byte[] row) {
        if (repository.isEmpty() || !repository.get().equals(repo)) {
            repository.ifPresent(this::rank);
            repository = Optional.of(repo);
        }
        int day = Math.toIntExact(date.toEpochDay());
        for (int i = 0; i < downloads.length; i++)
            downloads[i] += periods.get(i).downloads(day, row);
    }

    private void rank(RepoId repo) {
        for (int i = 0; i < downloads.length; i++) {
            boolean isCandidate = downloads[i] > 0
                    && periods.get(i).type() == repo.type()
                    && Ranking.mayTake(best.get(i), downloads[i]);
            int slot = isCandidate ? table.slot(StoreKey.ofRepository(repo.keyBytes())) : -1;
            if (slot >= 0) best.get(i).offer(table.row(slot, downloads[i]));
        }
        Arrays.fill(downloads, 0);
    }
}
