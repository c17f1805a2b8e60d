package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.recovery.ChangelogEnds;
import dev.footfall.aggregator.recovery.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies one task's stores at the moment at which they hold what is committed and nothing else: when the next commit is
 * prepared, before anything is written for it, if nothing was written since the last one. Where the changelogs were decided
 * before, the copy has everything up to there, and whatever it has beyond is written into it again by who reads on.
 */
final class TaskSnapshots {
    private static final Logger LOG = LoggerFactory.getLogger(TaskSnapshots.class);

    private final ProcessorContext<?, ?> context;
    private final StreamsStores stores;
    private final FlushHook hook;
    private final Path directory;
    private final ChangelogEnds ends;
    private final ThreadTransactions commits;
    private final SnapshotSchedule schedule = new SnapshotSchedule();
    private @Nullable CompletableFuture<Long> asked;
    private long flushedWrites;
    private ThreadTransactions.Ends atFlush;

    TaskSnapshots(ProcessorContext<?, ?> context, StreamsStores stores, Shared shared) {
        this.context = context;
        this.stores = stores;
        this.hook = context.getStateStore(FlushHook.NAME);
        this.directory = context.stateDir().toPath();
        this.ends = shared.changelogs();
        this.commits = shared.progress().commits();
        this.atFlush = commits.ofThisThread();
    }

    boolean areDue() {
        return isTime() && knownEnd() != null;
    }

    private boolean isTime() {
        return schedule.isDue(hook.numberOfWrites(), context.currentSystemTimeMs());
    }

    private @Nullable Long knownEnd() {
        if (asked == null) asked = ends.committed(context.taskId().partition());
        if (!asked.isDone()) return null;
        if (!asked.isCompletedExceptionally()) return asked.join();
        fail("the brokers do not report the changelog's end offset");
        return null;
    }

    void beforeFlush() {
        if (!isTime() || !areCommitted()) return;
        Long end = knownEnd();
        if (end == null) return;
        try {
            stores.flush();
            Snapshot.take(directory, end, context.currentSystemTimeMs());
            schedule.taken(hook.numberOfWrites(), context.currentSystemTimeMs());
            asked = null;
        } catch (IOException | ProcessorStateException e) {
            fail(e.toString());
        }
    }

    private boolean areCommitted() {
        if (hook.numberOfWrites() != flushedWrites) return false;
        return flushedWrites == 0 || commits.ofThisThread().haveCommittedSince(atFlush);
    }

    void afterFlush() {
        if (hook.numberOfWrites() == flushedWrites) return;
        flushedWrites = hook.numberOfWrites();
        atFlush = commits.ofThisThread();
    }

    private void fail(String reason) {
        asked = null;
        schedule.failed(context.currentSystemTimeMs());
        LOG.warn(
                "The stores of partition {} could not be copied; after a kill they would be restored from the "
                        + "beginning: {}",
                context.taskId().partition(),
                reason);
    }

    /**
     * The times at which a partition's stores are copied. After a kill the changes since the last copy are fetched again, some
     * 300,000 a second of all partitions together; a copy costs a few milliseconds, and small files that RocksDB has to merge.
     */
    static final class SnapshotSchedule {
        private static final long SHORTEST_MILLIS = Duration.ofSeconds(15).toMillis();

        /** The longest time for which changes are in no copy. */
        private static final long LONGEST_MILLIS = Duration.ofSeconds(60).toMillis();

        /** So many changes of a partition are worth a copy as soon as there may be one. */
        private static final long MANY_CHANGES = 20_000;

        private long changesTaken;
        private long takenMillis = Long.MIN_VALUE / 2;
        private long notBeforeMillis = Long.MIN_VALUE / 2;

        boolean isDue(long changes, long nowMillis) {
            long age = nowMillis - takenMillis;
            if (nowMillis < notBeforeMillis || age < SHORTEST_MILLIS) return false;
            if (age >= Snapshot.LONGEST_AGE_MILLIS / 2) return true;
            return changes - changesTaken >= MANY_CHANGES || (changes > changesTaken && age >= LONGEST_MILLIS);
        }

        void taken(long changes, long nowMillis) {
            changesTaken = changes;
            takenMillis = nowMillis;
        }

        /** Notes that there was none, so that it is not tried again at once. */
        void failed(long nowMillis) {
            notBeforeMillis = nowMillis + LONGEST_MILLIS;
        }
    }
}
