package dev.footfall.aggregator.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counting.StoreKey;
import dev.footfall.aggregator.counting.Tally;
import dev.footfall.aggregator.live.LivePartitions.LivePartition;
import dev.footfall.aggregator.query.NameSearch;
import dev.footfall.aggregator.session.RepositoryTotals;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LivePartitionTest {
    private final LivePartition partition = new LivePartition(new Tally());

    /** A search holds the ranking while it asks if a repository may be shown. */
    @Test
    void isWhereItsRankingIs() throws InterruptedException {
        var repository = StoreKey.ofRepository("model/org/a".getBytes(StandardCharsets.US_ASCII));
        partition.trending().put(repository, RepositoryTotals.ZERO);
        var tally = new Tally();
        tally.reach(6, 0);
        var counting = new Thread(() -> partition.reach(tally));

        partition.trending().named(new NameSearch("a", Optional.empty(), false), 1, repo -> {
            counting.start();
            while (counting.getState() != Thread.State.BLOCKED) Thread.onSpinWait();
            assertEquals(0, partition.tally().nextOffset());
            return true;
        });

        counting.join();
        assertEquals(7, partition.tally().nextOffset());
    }
}
