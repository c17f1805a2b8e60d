package dev.footfall.aggregator.topology;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.TaskId;

/**
 * Partitions whose log lost records that were already counted. A machine that loses power loses the unwritten end of each
 * file, and new records take the lost offsets. A fault is kept until the partition's task is closed and opened anew. Safe for
 * many threads.
 */
final class LostRecords {
    private final Map<Integer, String> faults = new ConcurrentHashMap<>();

    /**
     * Notes that a topic was read from before the place that the state has reached.
     *
     * @param next the offset up to which records are counted
     * @param read the offset that came
     * @return to be thrown: Kafka Streams then gives the task up, and opens it anew
     */
    TaskCorruptedException add(TaskId task, String topic, long next, long read) {
        faults.put(
                task.partition(),
                "it was counted up to offset " + next + " of " + topic + ", and that is read from " + read
                        + ": records that were counted are no longer in the log");
        return new TaskCorruptedException(Set.of(task));
    }

    /** The defect of a partition, which is forgotten with that. */
    Optional<String> take(int partition) {
        return Optional.ofNullable(faults.remove(partition));
    }
}
