package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.topology.TaskSnapshots.SnapshotSchedule;
import org.junit.jupiter.api.Test;

class SnapshotScheduleTest {
    private static final long SECOND = 1_000;
    private static final long HOUR = 3_600 * SECOND;

    private final SnapshotSchedule schedule = new SnapshotSchedule();

    @Test
    void aCopyIsDueAtOnceWhereThereIsNone() {
        assertTrue(schedule.isDue(0, 0));
    }

    @Test
    void manyChangesAreDueAfterAQuarterOfAMinute() {
        schedule.taken(0, 0);

        assertFalse(schedule.isDue(20_000, 15 * SECOND - 1));
        assertFalse(schedule.isDue(19_999, 15 * SECOND));
        assertTrue(schedule.isDue(20_000, 15 * SECOND));
    }

    @Test
    void fewChangesAreDueAfterAMinute() {
        schedule.taken(7, 0);

        assertFalse(schedule.isDue(8, 60 * SECOND - 1));
        assertTrue(schedule.isDue(8, 60 * SECOND));
    }

    @Test
    void withoutChangesACopyIsDueBeforeItIsTooOld() {
        schedule.taken(7, 0);

        assertFalse(schedule.isDue(7, 6 * HOUR - 1));
        assertTrue(schedule.isDue(7, 6 * HOUR));
    }

    @Test
    void whatFailedIsTriedAgainAMinuteLater() {
        schedule.failed(0);

        assertFalse(schedule.isDue(1, 60 * SECOND - 1));
        assertTrue(schedule.isDue(1, 60 * SECOND));
    }
}
