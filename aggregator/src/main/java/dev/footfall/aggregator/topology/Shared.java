package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.HeapBudget;
import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.live.LiveRegistrations;
import dev.footfall.aggregator.recovery.ChangelogEnds;
import dev.footfall.aggregator.sealing.Seals;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.TaskId;

/**
 * The objects that all partitions of a process share. {@code keepsSealedDays}: those that were counted by other rules
 * are taken as they are.
 */
public record Shared(
        HeapBudget budget,
        LivePartitions live,
        LiveRegistrations registrations,
        CommitPace pace,
        Seals seals,
        boolean keepsSealedDays,
        boolean publishesRows,
        ChangelogEnds changelogs,
        Progress progress) {
    public record Progress(PausedPartitions held, Commits commits, LostRecords faults) {
        public Progress() {
            this(new PausedPartitions(), new Commits(), new LostRecords());
        }
    }

    public boolean isHeld(int partition) {
        return progress.held().isHeld(partition);
    }

    public long pass(int partition, long offset) {
        return progress.held().pass(partition, offset);
    }

    /**
     * Partitions whose log lost records that were already counted. A machine that loses power loses the unwritten end of each
     * file, and new records take the lost offsets. A fault is kept until the partition's task is closed and opened anew. Safe for
     * many threads.
     */
    static final class LostRecords {
        private final Map<Integer, String> faults = new ConcurrentHashMap<>();

        /**
         * Notes that a topic was read from before the place that the state has reached. Kafka Streams gives up a task
         * whose fault is thrown, and opens it anew.
         */
        TaskCorruptedException add(TaskId task, String topic, long next, long read) {
            faults.put(
                    task.partition(),
                    "it was counted up to offset " + next + " of " + topic + ", and that is read from " + read
                            + ": records that were counted are no longer in the log");
            return new TaskCorruptedException(Set.of(task));
        }

        Optional<String> take(int partition) {
            return Optional.ofNullable(faults.remove(partition));
        }
    }
}
