package dev.footfall.aggregator.topology;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The inputs of partitions that are not to be read yet, and the offsets from which others are read on. Kafka Streams pauses
 * the inputs of a task until its processors are there, and resumes them then: those that are held stay paused, and are
 * resumed before the poll that follows their release. An offset comes from the state, which was written in one transaction
 * with it, and not from the group, whose coordinator may have lost it. Safe for many threads; a partition is with one of them
 * at a time.
 */
public final class HeldPartitions {
    private final Set<Integer> held = ConcurrentHashMap.newKeySet();
    private final Set<TopicPartition> wanted = ConcurrentHashMap.newKeySet();
    private final Map<TopicPartition, OffsetAndMetadata> starts = new ConcurrentHashMap<>();

    /** Holds a partition, whose processor is being made. */
    void hold(int partition) {
        if (held.contains(partition)) return;
        forget(partition);
        held.add(partition);
    }

    /** Lets a partition be read. */
    void release(int partition) {
        held.remove(partition);
    }

    /** Reads an input on from an offset, before the next poll. */
    void startAt(TopicPartition input, OffsetAndMetadata offset) {
        starts.put(input, offset);
    }

    /** Forgets a partition, which is no longer with this thread. */
    void forget(int partition) {
        held.remove(partition);
        wanted.removeIf(place -> place.partition() == partition);
        starts.keySet().removeIf(place -> place.partition() == partition);
    }

    /** Those of the partitions that may be resumed now. */
    Collection<TopicPartition> resumable(Collection<TopicPartition> partitions) {
        if (held.isEmpty()) return partitions;
        List<TopicPartition> kept = partitions.stream().filter(this::isHeld).toList();
        wanted.addAll(kept);
        return partitions.stream().filter(place -> !kept.contains(place)).toList();
    }

    private boolean isHeld(TopicPartition place) {
        return held.contains(place.partition());
    }

    /** Before a poll: moves a consumer to where its inputs start, and resumes those that were released. */
    void beforePoll(Consumer<?, ?> consumer) {
        if (wanted.isEmpty() && starts.isEmpty()) return;
        Set<TopicPartition> assigned = consumer.assignment();
        starts.forEach((input, offset) -> {
            if (assigned.contains(input) && starts.remove(input, offset)) consumer.seek(input, offset);
        });
        List<TopicPartition> released = wanted.stream()
                .filter(place -> assigned.contains(place) && !isHeld(place))
                .toList();
        consumer.resume(released);
        wanted.removeAll(released);
    }
}
