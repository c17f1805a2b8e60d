package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private final CommitPace pace = new CommitPace((partition, nextOffset) -> 0);

    @Test
    void commitsAtMostEveryTenthOfASecond() {
        assertTrue(pace.isDue(0, 1, 5_000));

        commit(5_000, 5_010);

        assertFalse(pace.isDue(0, 1, 5_099));
        assertTrue(pace.isDue(0, 1, 5_100));
    }

    @Test
    void worksAsLongAsTheLastCommitTookOfAllTasksTogether() {
        pace.begins(5_000);
        pace.begins(5_200);
        assertFalse(pace.isDue(0, 1, 5_400), "still under way, as far as is known");
        pace.works(5_400);

        assertFalse(pace.isDue(0, 1, 5_799));
        assertTrue(pace.isDue(0, 1, 5_800));
    }

    @Test
    void waitsNoLongerForALongCommitThanKafkaStreamsDoes() {
        commit(5_000, 15_000);

        assertFalse(pace.isDue(0, 1, 15_999));
        assertTrue(pace.isDue(0, 1, 16_000));
    }

    private void commit(long beganMillis, long endedMillis) {
        pace.begins(beganMillis);
        pace.works(endedMillis);
    }
}
