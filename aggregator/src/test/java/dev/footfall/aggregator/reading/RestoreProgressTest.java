package dev.footfall.aggregator.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.heap.Tally;
import dev.footfall.aggregator.live.LivePartition;
import dev.footfall.aggregator.live.LivePartitions;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener.SuspendReason;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

class RestoreProgressTest {
    private static final String STORE = "counts";
    private static final TopicPartition CHANGELOG = new TopicPartition("changelog", 3);
    private static final TaskId TASK = new TaskId(0, 3);

    private final RestoreProgress copies = new RestoreProgress();

    @Test
    void isWholeOnceItHasBeenNearTheEndOfItsChangelog() {
        copies.onUpdateStart(CHANGELOG, STORE, 0);
        copies.onBatchLoaded(CHANGELOG, STORE, TASK, 1_000, 1_000, 1_000_000);
        assertFalse(copies.isWhole(3, 5));
        assertEquals(999_000, copies.followRemaining());

        copies.onBatchLoaded(CHANGELOG, STORE, TASK, 999_950, 998_950, 1_000_000);
        assertTrue(copies.isWhole(3, 5));

        copies.onBatchLoaded(CHANGELOG, STORE, TASK, 1_000_000, 1_000, 2_000_000);
        assertTrue(copies.isWhole(3, 5), "it has been");
    }

    @Test
    void isWholeWhenItsMarkHasReachedTheEndOfTheLog() {
        copies.onUpdateStart(CHANGELOG, STORE, 500);
        assertFalse(copies.isWhole(3, 1));

        assertTrue(copies.isWhole(3, 0));
        assertTrue(copies.isWhole(3, 1));
    }

    @Test
    void staysWholeWhileItIsPromoted() {
        copies.onUpdateStart(CHANGELOG, STORE, 0);
        copies.onBatchLoaded(CHANGELOG, STORE, TASK, 99, 100, 100);

        copies.onUpdateSuspended(CHANGELOG, STORE, 99, 100, SuspendReason.PROMOTED);
        copies.onRestoreStart(CHANGELOG, STORE, 100, 300);
        copies.onBatchRestored(CHANGELOG, STORE, 199, 100);

        assertTrue(copies.isWhole(3, 5));
        assertEquals(1, copies.restoringPartitions());
        assertEquals(100, copies.restoreRemaining());
        assertEquals(0, copies.followedPartitions());
        assertEquals(200, copies.restored());
    }

    @Test
    void isNotWholeWhereItsStoreIsThrownAwayAsItIsPromoted() {
        copies.onUpdateStart(CHANGELOG, STORE, 0);
        copies.onBatchLoaded(CHANGELOG, STORE, TASK, 99, 100, 100);
        copies.onUpdateSuspended(CHANGELOG, STORE, 99, 100, SuspendReason.PROMOTED);

        copies.onRestoreStart(CHANGELOG, STORE, 0, 300);

        assertFalse(copies.isWhole(3, 5));
    }

    @Test
    void isNotWholeWhileItIsMadeFromNothing() {
        copies.onRestoreStart(CHANGELOG, STORE, 0, 300);
        copies.onBatchRestored(CHANGELOG, STORE, 299, 300);
        assertFalse(copies.isWhole(3, 5));

        copies.onRestoreEnd(CHANGELOG, STORE, 300);
        assertTrue(copies.isWhole(3, 5));
        assertEquals(0, copies.restoringPartitions());
    }

    @Test
    void staysWholeWhenItWasCountedHereUntilNow() {
        var live = new LivePartitions();
        live.add(3, new LivePartition(new Tally()));
        copies.onRestoreStart(CHANGELOG, STORE, 0, 300);
        copies.onRestoreEnd(CHANGELOG, STORE, 300);

        copies.partitionsMove(live);
        copies.onUpdateStart(CHANGELOG, STORE, 300);

        assertTrue(copies.isWhole(3, 5));
    }

    @Test
    void isNotWholeWhenItWasCountedHereBeforeOthersDidOrItsStoreWasThrownAway() {
        copies.onRestoreStart(CHANGELOG, STORE, 0, 300);
        copies.onRestoreEnd(CHANGELOG, STORE, 300);
        copies.partitionsMove(new LivePartitions());
        copies.onUpdateStart(CHANGELOG, STORE, 300);
        assertFalse(copies.isWhole(3, 5));

        copies.onRestoreStart(CHANGELOG, STORE, 0, 300);
        copies.onRestoreEnd(CHANGELOG, STORE, 300);
        copies.onUpdateStart(CHANGELOG, STORE, 0);
        assertFalse(copies.isWhole(3, 5));
    }

    @Test
    void isForgottenWhenItMovesAway() {
        copies.onUpdateStart(CHANGELOG, STORE, 0);
        copies.onBatchLoaded(CHANGELOG, STORE, TASK, 99, 100, 100);

        copies.onUpdateSuspended(CHANGELOG, STORE, 99, 100, SuspendReason.MIGRATED);

        assertFalse(copies.isWhole(3, 0));
        assertEquals(0, copies.followedPartitions());
    }
}
