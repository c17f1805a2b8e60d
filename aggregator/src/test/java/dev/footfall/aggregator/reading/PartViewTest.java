package dev.footfall.aggregator.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.store.CommitMark;
import dev.footfall.aggregator.counting.store.LikesPosition;
import dev.footfall.aggregator.counting.store.LogPosition;
import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.counts.ExcludedCounts;
import dev.footfall.aggregator.query.CountedDays;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.aggregator.query.RowsLost;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A copy is read in steps while the node that it follows deletes entries: its answer would be too small. */
class PartViewTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-20");
    private static final CommitMark COUNTED =
            CommitMark.NONE.closed(new LogPosition(2, 1_000, 0), Optional.empty(), LikesPosition.START);

    private final SortedStore store = new SortedStore();
    private final PartView rows = new PartView(store, PartitionStores.DAILY_ROWS);

    @BeforeEach
    void countTwo() {
        for (RepoType type : List.of(RepoType.DATASET, RepoType.MODEL)) {
            StoreKey key = StoreKey.ofRow(new RepoId(type, "org", "name").keyBytes(), (int) DAY.toEpochDay());
            var row = new DailyRow(0, new DailyCounts(1, 0, 1, 0), ExcludedCounts.NONE, 0);
            store.put(PartKeys.whole(PartitionStores.DAILY_ROWS, key.bytes()), RowFormat.encode(row));
        }
        mark(COUNTED);
    }

    @Test
    void isARecountFromTheFirstDeletionToTheLastCommit() {
        assertFalse(rows.mark().isRecount());

        mark(COUNTED.erasing());
        assertTrue(rows.mark().isRecount());
        mark(COUNTED.erasing().erased());
        assertTrue(rows.mark().isRecount());

        mark(COUNTED.recount(false));
        assertFalse(rows.mark().isRecount());
    }

    @Test
    void losesRowsThatAreReadWhileThePartitionIsErased() {
        var all = new RowRange(Optional.empty(), DAY, DAY);
        try (CountedDays days = StoredRows.open(rows, Optional.empty(), all, false)) {
            assertEquals(RepoType.DATASET, days.next().repo().type());
            mark(COUNTED.erasing());

            assertThrows(RowsLost.class, () -> days.forEachRemaining(day -> {}));
        }
    }

    private void mark(CommitMark mark) {
        store.put(PartKeys.mark(), mark.encode());
    }
}
