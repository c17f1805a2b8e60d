package dev.footfall.aggregator.topology;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides on commits. Near the log's end soon after a change, but at most every {@link #SHORTEST_MILLIS} and after as
 * much work as the last took; while catching up at Kafka Streams' own interval, as each commit writes what changed.
 */
public final class CommitPace {
    public static final int SHORTEST_MILLIS = 100;

    /** The interval at which a change that came too early for a commit is looked at again. */
    public static final int TICK_MILLIS = 20;

    /** Kafka Streams commits by itself once a second. */
    private static final int LONGEST_MILLIS = 1_000;

    static final long CATCHING_UP_RECORDS = 20_000;

    private final Backlog backlog;
    private final ThreadLocal<CommitTiming> last = ThreadLocal.withInitial(CommitTiming::new);

    private static final class CommitTiming {
        private boolean isUnderWay;
        private long beganMillis;
        private long dueMillis;

        void end(long nowMillis) {
            if (!isUnderWay) return;
            isUnderWay = false;
            long took = nowMillis - beganMillis;
            dueMillis = Math.max(beganMillis + SHORTEST_MILLIS, nowMillis + Math.min(took, LONGEST_MILLIS));
        }
    }

    public CommitPace(Backlog backlog) {
        this.backlog = backlog;
    }

    boolean isDue(int partition, long nextOffset, long nowMillis) {
        return isDue(nowMillis) && backlog.lastKnownLag(partition, nextOffset) < CATCHING_UP_RECORDS;
    }

    OptionalLong end(int partition) {
        return backlog.end(partition);
    }

    Optional<String> logId() {
        return backlog.id();
    }

    boolean isDue(long nowMillis) {
        return !last.get().isUnderWay && nowMillis >= last.get().dueMillis;
    }

    /** Called by a thread that is in no commit. Where commits are slow, it works as long as the last one took. */
    void works(long nowMillis) {
        last.get().end(nowMillis);
    }

    /** Called by each task of a thread, which commits them together. */
    void begins(long nowMillis) {
        CommitTiming commit = last.get();
        if (!commit.isUnderWay) commit.beganMillis = nowMillis;
        commit.isUnderWay = true;
    }
}
