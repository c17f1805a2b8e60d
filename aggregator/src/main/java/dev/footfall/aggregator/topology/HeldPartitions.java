package dev.footfall.aggregator.topology;

import dev.footfall.events.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions of the log of which nothing is to be read yet, because their sealed days come first. Kafka Streams pauses the
 * partitions of a task until its processors are there, and resumes them then: those that are held stay paused, and are resumed
 * before the poll that follows their release. Safe for many threads; a partition is with one of them at a time.
 */
public final class HeldPartitions {
    private final Set<Integer> held = ConcurrentHashMap.newKeySet();
    private final Set<TopicPartition> wanted = ConcurrentHashMap.newKeySet();

    /** Holds a partition, whose processor is being made. */
    void hold(int partition) {
        forget(partition);
        held.add(partition);
    }

    /** Lets a partition be read. */
    void release(int partition) {
        held.remove(partition);
    }

    /** Forgets a partition, which is no longer with this thread. */
    void forget(int partition) {
        held.remove(partition);
        wanted.removeIf(place -> place.partition() == partition);
    }

    /** Those of the partitions that may be resumed now. */
    Collection<TopicPartition> resumable(Collection<TopicPartition> partitions) {
        if (held.isEmpty()) return partitions;
        List<TopicPartition> kept = partitions.stream().filter(this::isHeld).toList();
        wanted.addAll(kept);
        return partitions.stream().filter(place -> !kept.contains(place)).toList();
    }

    private boolean isHeld(TopicPartition place) {
        return Topics.areDownloadEvents(place.topic()) && held.contains(place.partition());
    }

    /** Resumes those of a consumer's partitions that were released since it was to resume them. */
    void resume(Consumer<?, ?> consumer) {
        if (wanted.isEmpty()) return;
        Set<TopicPartition> assigned = consumer.assignment();
        List<TopicPartition> released = wanted.stream()
                .filter(place -> assigned.contains(place) && !isHeld(place))
                .toList();
        consumer.resume(released);
        wanted.removeAll(released);
    }
}
