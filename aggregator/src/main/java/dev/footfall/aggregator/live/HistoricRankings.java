package dev.footfall.aggregator.live;

import dev.footfall.aggregator.counting.StoreKey;
import dev.footfall.aggregator.live.Ranking.Period;
import dev.footfall.aggregator.query.RowCursor.RowRange;
import dev.footfall.aggregator.query.TrendingQuery.TrendingRow;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Heads of rankings unknown to the heap, made of daily rows by one thread; the last few are kept. Thread-safe. */
final class HistoricRankings {
    static final int KEPT = 8;

    private record Cached(int version, List<TrendingRow> rows) {}

    private final RepositoryTable table;
    private final Map<Period, Cached> kept = new LinkedHashMap<>(KEPT, 0.75f, true);
    private final Set<Period> wanted = new LinkedHashSet<>();
    private Set<Period> underWay = Set.of();

    HistoricRankings(RepositoryTable table) {
        this.table = table;
    }

    /**
     * The first {@link Ranking#LENGTH} rows, as of now or later.
     *
     * @throws TrendingIndex.NotRead if the thread was interrupted, or the rows cannot be read
     */
    List<TrendingRow> head(Period period, TrendingIndex.History history) {
        return madeOrOwnTurn(period, table.version()).orElseGet(() -> read(period, history));
    }

    /** The head, as soon as it is made; empty when it is this thread's turn to read. */
    private synchronized Optional<List<TrendingRow>> madeOrOwnTurn(Period period, int since) {
        while (true) {
            Cached made = kept.get(period);
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
                throw new TrendingIndex.NotRead();
            }
        }
    }

    private List<TrendingRow> read(Period period, TrendingIndex.History history) {
        int version = table.version();
        try {
            Map<Period, List<TrendingRow>> heads =
                    new PastReading(table, underWay(), Ranking.LENGTH, row -> true).of(history);
            keep(version, heads);
            return heads.getOrDefault(period, List.of());
        } finally {
            end();
        }
    }

    private synchronized Set<Period> underWay() {
        return underWay;
    }

    private synchronized void keep(int version, Map<Period, List<TrendingRow>> heads) {
        kept.values().removeIf(made -> made.version() < version);
        Iterator<Period> eldest = kept.keySet().iterator();
        while (kept.size() > KEPT && eldest.hasNext()) {
            eldest.next();
            eldest.remove();
        }
        heads.forEach((period, rows) -> kept.put(period, new Cached(version, rows))); // all of them: each is waited for
    }

    private synchronized void end() {
        underWay = Set.of();
        notifyAll();
    }

    /** Rankings of several periods, made in one pass over the rows, which are sorted by repository. Not thread-safe. */
    static final class PastReading implements TrendingIndex.History.Visitor {
        private final RepositoryTable table;
        private final List<Period> periods;
        private final List<TopK<TrendingRow>> best = new ArrayList<>();
        private final long[] downloads;
        private Optional<RepoId> repository = Optional.empty();

        PastReading(RepositoryTable table, Collection<Period> periods, int limit, Predicate<TrendingRow> visible) {
            this.table = table;
            this.periods = List.copyOf(periods);
            this.downloads = new long[periods.size()];
            for (int i = 0; i < downloads.length; i++) best.add(new TopK<>(limit, Comparator.naturalOrder(), visible));
        }

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
}
