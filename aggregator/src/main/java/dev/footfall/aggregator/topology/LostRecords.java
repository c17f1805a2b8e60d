package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.store.CommitMark;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.TaskId;

/**
 * Partitions whose log lost records that were counted: after a loss of power new records take the lost offsets. A
 * fault is kept until the partition's task is closed and opened again: here, or elsewhere, which later commits tell. Safe for
 * many threads.
 */
final class LostRecords {
    private final Map<Integer, Fault> faults = new ConcurrentHashMap<>();

    private record Fault(String sentence, long commit) {}

    /** Notes why a task is given up; thrown, it has Kafka Streams open the task again. */
    TaskCorruptedException add(TaskId task, CommitMark last, String sentence) {
        faults.put(task.partition(), new Fault(sentence, last.commit()));
        return new TaskCorruptedException(Set.of(task));
    }

    Optional<String> take(int partition, CommitMark last) {
        return Optional.ofNullable(faults.remove(partition))
                .filter(fault -> last.commit() <= fault.commit())
                .map(Fault::sentence);
    }
}
