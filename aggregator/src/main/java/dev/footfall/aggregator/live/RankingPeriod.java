package dev.footfall.aggregator.live;

import dev.footfall.aggregator.counting.projections.RowCounts;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.events.RepoType;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;
import java.util.Set;

/** The days are inclusive; {@code classes} are empty for all. */
record RankingPeriod(RepoType type, int fromDay, int toDay, Set<ClientClass> classes) {
    static RankingPeriod of(TrendingQuery query) {
        return of(query.type(), query.from(), query.to(), query.classes());
    }

    static RankingPeriod of(RepoType type, LocalDate from, LocalDate to, Set<ClientClass> classes) {
        return new RankingPeriod(type, Math.toIntExact(from.toEpochDay()), Math.toIntExact(to.toEpochDay()), classes);
    }

    long downloads(int epochDay, byte[] row) {
        if (epochDay < fromDay || epochDay > toDay) return 0;
        return RowCounts.downloads(row, classes);
    }

    boolean isOfType(byte[] key) {
        String label = type.label();
        for (int i = 0; i < label.length(); i++) {
            if (key[i] != label.charAt(i)) return false;
        }
        return true;
    }
}
