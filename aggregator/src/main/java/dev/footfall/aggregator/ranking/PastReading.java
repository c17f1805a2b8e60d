package dev.footfall.aggregator.ranking;

import dev.footfall.aggregator.query.RowVisitor;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.aggregator.ranking.Ranking.Period;
import dev.footfall.aggregator.rollup.DailyRow;
import dev.footfall.aggregator.store.StoreKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The rankings of several periods, made of daily rows in one pass; the rows come sorted by repository. Not thread-safe. */
final class PastReading implements RowVisitor {
    private final RepositoryTable table;
    private final List<Period> periods;
    private final List<TopK<TrendingRow>> best = new ArrayList<>();
    private final long[] downloads;
    private byte[] repository = {};

    PastReading(RepositoryTable table, Collection<Period> periods, int limit, Predicate<TrendingRow> visible) {
        this.table = table;
        this.periods = List.copyOf(periods);
        this.downloads = new long[periods.size()];
        for (int i = 0; i < downloads.length; i++) best.add(new TopK<>(limit, visible));
    }

    /** Reads all rows that any of the periods needs. */
    Map<Period, List<TrendingRow>> of(TrendingIndex.History history) {
        int from = periods.stream().mapToInt(Period::fromDay).min().orElseThrow();
        int to = periods.stream().mapToInt(Period::toDay).max().orElseThrow();
        history.forEach(from, to, this);
        rank();
        Map<Period, List<TrendingRow>> ranked = new LinkedHashMap<>();
        for (int i = 0; i < downloads.length; i++)
            ranked.put(periods.get(i), best.get(i).ranked());
        return ranked;
    }

    @Override
    public void row(byte[] rowRepository, int epochDay, DailyRow row) {
        if (!Arrays.equals(repository, rowRepository)) {
            rank();
            repository = rowRepository;
        }
        for (int i = 0; i < downloads.length; i++) {
            Period period = periods.get(i);
            boolean isIn = period.fromDay() <= epochDay && epochDay <= period.toDay();
            if (isIn) downloads[i] += row.counts().downloads();
        }
    }

    /** Takes in the last repository. */
    private void rank() {
        for (int i = 0; i < downloads.length; i++) {
            boolean isCandidate = downloads[i] > 0
                    && periods.get(i).isOfType(repository)
                    && Ranking.mayTake(best.get(i), downloads[i]);
            int slot = isCandidate ? table.slot(StoreKey.ofRepository(repository)) : -1;
            if (slot >= 0) best.get(i).offer(table.row(slot, downloads[i]));
        }
        Arrays.fill(downloads, 0);
    }
}
