package dev.footfall.aggregator.live;

import dev.footfall.aggregator.query.RowRange;
import dev.footfall.events.RepoId;
import java.time.LocalDate;

@FunctionalInterface
public interface RankingHistory {
    /** By repository, those with files. Throws {@link HistoryNotRead} if interrupted, or they cannot be read. */
    void forEach(RowRange range, RowVisitor visitor);

    @FunctionalInterface
    interface RowVisitor {
        void row(RepoId repo, LocalDate date, byte[] row);
    }
}
