package dev.footfall.aggregator.live;

import dev.footfall.aggregator.query.TrendingRow;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Heads of rankings unknown to the heap, made of daily rows by one thread; the last few are kept. Thread-safe. */
final class HistoricRankings {
    static final int KEPT = 8;

    private record CachedRanking(int version, List<TrendingRow> rows) {}

    private final RepositoryTable table;
    private final Map<RankingPeriod, CachedRanking> kept = new LinkedHashMap<>(KEPT, 0.75f, true);
    private final Set<RankingPeriod> wanted = new LinkedHashSet<>();
    private Set<RankingPeriod> underWay = Set.of();

    HistoricRankings(RepositoryTable table) {
        this.table = table;
    }

    /**
     * The first {@link Ranking#LENGTH} rows, as of now or later.
     *
     * @throws HistoryNotRead if the thread was interrupted, or the rows cannot be read
     */
    List<TrendingRow> head(RankingPeriod period, RankingHistory history) {
        return madeOrOwnTurn(period, table.version()).orElseGet(() -> read(period, history));
    }

    /** The head, as soon as it is made; empty when it is this thread's turn to read. */
    private synchronized Optional<List<TrendingRow>> madeOrOwnTurn(RankingPeriod period, int since) {
        while (true) {
            CachedRanking made = kept.get(period);
            if (made != null && made.version() >= since) return Optional.of(made.rows());
            wanted.add(period);
            if (underWay.isEmpty()) {
                underWay = Set.copyOf(wanted);
                wanted.clear();
                return Optional.empty();
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                wanted.remove(period);
                throw new HistoryNotRead();
            }
        }
    }

    private List<TrendingRow> read(RankingPeriod period, RankingHistory history) {
        int version = table.version();
        try {
            Map<RankingPeriod, List<TrendingRow>> heads =
                    new PastReading(table, underWay(), Ranking.LENGTH, row -> true).of(history);
            keep(version, heads);
            return heads.getOrDefault(period, List.of());
        } finally {
            end();
        }
    }

    private synchronized Set<RankingPeriod> underWay() {
        return underWay;
    }

    private synchronized void keep(int version, Map<RankingPeriod, List<TrendingRow>> heads) {
        kept.values().removeIf(made -> made.version() < version);
        Iterator<RankingPeriod> eldest = kept.keySet().iterator();
        while (kept.size() > KEPT && eldest.hasNext()) {
            eldest.next();
            eldest.remove();
        }
        heads.forEach((period, rows) ->
                kept.put(period, new CachedRanking(version, rows))); // all of them: each is waited for
    }

    private synchronized void end() {
        underWay = Set.of();
        notifyAll();
    }
}
