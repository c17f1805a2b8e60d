package dev.footfall.aggregator.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counting.heap.Tally;
import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

class LivePartitionTest {
    private final LivePartition partition = new LivePartition(new Tally());

    /** The counting waits here while a question looks at the ranking. */
    @Test
    void isWhereItsRankingIs() throws ReflectiveOperationException, InterruptedException {
        Field table = TrendingIndex.class.getDeclaredField("repositories");
        table.setAccessible(true);
        var tally = new Tally();
        tally.reach(6, 0);
        var counting = new Thread(() -> partition.reach(tally));

        synchronized (table.get(partition.trending())) {
            counting.start();
            while (counting.getState() != Thread.State.BLOCKED) Thread.onSpinWait();
            assertEquals(0, partition.tally().nextOffset());
        }

        counting.join();
        assertEquals(7, partition.tally().nextOffset());
    }
}
