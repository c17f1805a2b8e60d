package dev.footfall.aggregator.live;

import dev.footfall.aggregator.live.Ranking.Period;
import dev.footfall.aggregator.query.TrendingRow;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The heads of rankings by downloads that the heap does not know, which are made by reading the daily rows. One thread at
 * a time reads, for all periods that are waited for; the last few heads are kept until the numbers change. Safe for many
 * threads.
 */
final class PastRankings {
    /** Each has up to {@link Ranking#LENGTH} rows. */
    static final int KEPT = 8;

    private record Made(int version, List<TrendingRow> rows) {}

    private final RepositoryTable table;
    private final Map<Period, Made> kept = new LinkedHashMap<>(KEPT, 0.75f, true);
    private final Set<Period> wanted = new LinkedHashSet<>();
    private Set<Period> underWay = Set.of();

    PastRankings(RepositoryTable table) {
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
            Made made = kept.get(period);
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
        heads.forEach((period, rows) -> kept.put(period, new Made(version, rows))); // all of them: each is waited for
    }

    private synchronized void end() {
        underWay = Set.of();
        notifyAll();
    }
}
