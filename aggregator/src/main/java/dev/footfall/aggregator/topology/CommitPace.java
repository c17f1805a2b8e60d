package dev.footfall.aggregator.topology;

/**
 * When what was counted is committed. While the log's end is near: soon after a change, but not more often than every
 * {@link #SHORTEST_MILLIS}, because that is how fresh an answer is. While the log is being caught up with: once each of
 * Kafka Streams' own commit intervals, because every commit writes what changed since the last one, and nobody waits for
 * a number of the day before yesterday.
 */
public final class CommitPace {
    /** The shortest time from one commit of a thread to its next. */
    public static final int SHORTEST_MILLIS = 100;

    /** How often a change that came too early for a commit is looked at again. */
    public static final int TICK_MILLIS = 20;

    /** So many records behind the log's end, a partition is catching up. */
    private static final long CATCHING_UP_RECORDS = 20_000;

    /** How many records of a partition lie between an offset and the log's end. */
    @FunctionalInterface
    public interface Backlog {
        long behind(int partition, long nextOffset);
    }

    private final Backlog backlog;
    private final ThreadLocal<Long> committedMillis = ThreadLocal.withInitial(() -> 0L);

    /** A pace for all partitions of an instance; a thread commits those that it counts together. */
    public CommitPace(Backlog backlog) {
        this.backlog = backlog;
    }

    /** Whether a partition with changes up to this offset asks for a commit now. */
    boolean isDue(int partition, long nextOffset, long nowMillis) {
        return isDue(nowMillis) && backlog.behind(partition, nextOffset) < CATCHING_UP_RECORDS;
    }

    /** Whether there may be a commit now, however far behind the log's end a partition is. */
    boolean isDue(long nowMillis) {
        return nowMillis - committedMillis.get() >= SHORTEST_MILLIS;
    }

    /** Notes that this thread commits. */
    void committed(long nowMillis) {
        committedMillis.set(nowMillis);
    }
}
