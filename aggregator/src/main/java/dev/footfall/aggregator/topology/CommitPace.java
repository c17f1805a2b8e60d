package dev.footfall.aggregator.topology;

import java.util.OptionalLong;

/**
 * Decides on commits. Near the log's end: soon after a change, but not more often than every {@link #SHORTEST_MILLIS},
 * because that is how fresh an answer is. While the log is being caught up with: once each of Kafka Streams' own commit
 * intervals, because every commit writes what changed since the last one, and nobody waits for a number of the day
 * before yesterday.
 */
public final class CommitPace {
    public static final int SHORTEST_MILLIS = 100;

    /** The interval at which a change that came too early for a commit is looked at again. */
    public static final int TICK_MILLIS = 20;

    static final long CATCHING_UP_RECORDS = 20_000;

    @FunctionalInterface
    public interface Backlog {
        long lag(int partition, long nextOffset);

        /** The offset after the log's last record; empty while it is unknown. */
        default OptionalLong end(int partition) {
            return OptionalLong.empty();
        }
    }

    private final Backlog backlog;
    private final ThreadLocal<Long> committedMillis = ThreadLocal.withInitial(() -> 0L);

    public CommitPace(Backlog backlog) {
        this.backlog = backlog;
    }

    boolean isDue(int partition, long nextOffset, long nowMillis) {
        return isDue(nowMillis) && backlog.lag(partition, nextOffset) < CATCHING_UP_RECORDS;
    }

    OptionalLong end(int partition) {
        return backlog.end(partition);
    }

    boolean isDue(long nowMillis) {
        return nowMillis - committedMillis.get() >= SHORTEST_MILLIS;
    }

    void committed(long nowMillis) {
        committedMillis.set(nowMillis);
    }
}
