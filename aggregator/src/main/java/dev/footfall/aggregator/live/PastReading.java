package dev.footfall.aggregator.live;

import dev.footfall.aggregator.counting.StoreKey;
import dev.footfall.aggregator.live.Ranking.Period;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The rankings of several periods, made of daily rows in one pass; the rows come sorted by repository. Not thread-safe. */
final class PastReading implements TrendingIndex.History.Visitor {
    private final RepositoryTable table;
    private final List<Period> periods;
    private final List<TopK<TrendingRow>> best = new ArrayList<>();
    private final long[] downloads;
    private Optional<RepoId> repository = Optional.empty();

    PastReading(RepositoryTable table, Collection<Period> periods, int limit, Predicate<TrendingRow> visible) {
        this.table = table;
        this.periods = List.copyOf(periods);
        this.downloads = new long[periods.size()];
        for (int i = 0; i < downloads.length; i++) best.add(new TopK<>(limit, visible));
    }

    /** Reads all rows that any of the periods needs. */
    Map<Period, List<TrendingRow>> of(TrendingIndex.History history) {
        history.forEach(range(), this);
        repository.ifPresent(this::rank);
        Map<Period, List<TrendingRow>> ranked = new LinkedHashMap<>();
        for (int i = 0; i < downloads.length; i++)
            ranked.put(periods.get(i), best.get(i).ranked());
        return ranked;
    }

    private RowRange range() {
        List<RepoType> types = periods.stream().map(Period::type).distinct().toList();
        int from = periods.stream().mapToInt(Period::fromDay).min().orElseThrow();
        int to = periods.stream().mapToInt(Period::toDay).max().orElseThrow();
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

    /** Takes in a repository after its last row. */
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
