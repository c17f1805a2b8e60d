package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.recovery.Snapshot;
import java.time.Duration;

/**
 * The times at which a partition's stores are copied. After a kill the changes since the last copy are fetched again, some
 * 300,000 a second of all partitions together; a copy costs a few milliseconds, and small files that RocksDB has to merge.
 */
final class SnapshotSchedule {
    /** The least time between two copies. */
    private static final long SHORTEST_MILLIS = Duration.ofSeconds(15).toMillis();

    /** The longest time for which changes are in no copy. */
    private static final long LONGEST_MILLIS = Duration.ofSeconds(60).toMillis();

    /** So many changes of a partition are worth a copy as soon as there may be one. */
    private static final long MANY_CHANGES = 20_000;

    private long changesTaken;
    private long takenMillis = Long.MIN_VALUE / 2;
    private long notBeforeMillis = Long.MIN_VALUE / 2;

    /**
     * True if a copy should be taken.
     *
     * @param changes of the stores since they were opened
     */
    boolean isDue(long changes, long nowMillis) {
        long age = nowMillis - takenMillis;
        if (nowMillis < notBeforeMillis || age < SHORTEST_MILLIS) return false;
        if (age >= Snapshot.LONGEST_AGE_MILLIS / 2) return true;
        return changes - changesTaken >= MANY_CHANGES || (changes > changesTaken && age >= LONGEST_MILLIS);
    }

    /** Notes a copy that has so many changes. */
    void taken(long changes, long nowMillis) {
        changesTaken = changes;
        takenMillis = nowMillis;
    }

    /** Notes that there was none, so that it is not tried again at once. */
    void failed(long nowMillis) {
        notBeforeMillis = nowMillis + LONGEST_MILLIS;
    }
}
