package dev.footfall.aggregator.topology;

import dev.footfall.events.TopicSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Inputs that are not to be read yet, and the offsets from which others are read on. Kafka Streams resumes a task's
 * inputs when its processors are there; those held stay paused until the poll after their release. An offset comes from
 * the state, with which it was written: the group's coordinator may have lost its own. Safe for many threads.
 */
final class PausedPartitions {
    private final Set<Integer> held = ConcurrentHashMap.newKeySet();
    private final Set<TopicPartition> wanted = ConcurrentHashMap.newKeySet();
    private final Map<TopicPartition, OffsetAndMetadata> starts = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> sought = new ConcurrentHashMap<>();
    private final Map<Integer, Place> places = new ConcurrentHashMap<>();
    private final Map<Integer, Passed> passed = new ConcurrentHashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> ofGroup = new ConcurrentHashMap<>();

    /** Between two offsets of the log of events is nothing to count: the markers of transactions, and what was aborted. */
    private record Passed(long from, long to) {}

    /** The offset at which reading was to start, and the one at which it does: a lower one if the log has lost records. */
    record Place(long start, long found) {
        boolean isLost() {
            return found < start;
        }
    }

    void hold(int partition) {
        if (held.contains(partition)) return;
        forget(partition);
        held.add(partition);
    }

    void release(int partition) {
        held.remove(partition);
    }

    /** Reads an input on from an offset, before the next poll. */
    void startAt(TopicPartition input, OffsetAndMetadata offset) {
        starts.put(input, offset);
        if (TopicSpec.DOWNLOAD_EVENTS.isNamed(input.topic())) {
            passed.put(input.partition(), new Passed(offset.offset(), offset.offset()));
            places.remove(input.partition());
        }
    }

    void forget(int partition) {
        held.remove(partition);
        wanted.removeIf(place -> place.partition() == partition);
        starts.keySet().removeIf(place -> place.partition() == partition);
        sought.keySet().removeIf(place -> place.partition() == partition);
        places.remove(partition);
        passed.remove(partition);
        ofGroup.keySet().removeIf(place -> place.partition() == partition);
    }

    /** Notes the offsets of the group, which Kafka Streams asks for before it makes a processor. */
    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((input, offset) -> {
            if (offset != null) ofGroup.put(input, offset);
        });
    }

    /** The offset of the group in an input, and the leader epoch before it; 0 where it has none. */
    OffsetAndMetadata ofGroup(TopicPartition input) {
        return ofGroup.getOrDefault(input, new OffsetAndMetadata(0));
    }

    /** The offset of the first event at or after this one, as far as the log of a partition was read. */
    long pass(int partition, long offset) {
        Passed known = passed.get(partition);
        return known != null && known.from() == offset ? known.to() : offset;
    }

    Collection<TopicPartition> resumable(Collection<TopicPartition> partitions) {
        if (held.isEmpty()) return partitions;
        List<TopicPartition> kept =
                partitions.stream().filter(place -> isHeld(place.partition())).toList();
        wanted.addAll(kept);
        return partitions.stream().filter(place -> !kept.contains(place)).toList();
    }

    boolean isHeld(int partition) {
        return held.contains(partition);
    }

    /**
     * Before a poll: moves a consumer to where its inputs start, and resumes those that were released.
     *
     * @throws InvalidOffsetException if a log has lost records before its start, as of a poll
     */
    void beforePoll(Consumer<?, ?> consumer) {
        if (wanted.isEmpty() && starts.isEmpty() && sought.isEmpty()) return;
        Set<TopicPartition> assigned = consumer.assignment();
        starts.forEach((input, offset) -> {
            if (!assigned.contains(input) || !starts.remove(input, offset)) return;
            consumer.seek(input, offset);
            if (TopicSpec.DOWNLOAD_EVENTS.isNamed(input.topic())) sought.put(input, offset.offset());
        });
        sought.forEach((input, start) -> {
            if (assigned.contains(input)) find(consumer, input, start);
        });
        List<TopicPartition> released = wanted.stream()
                .filter(place -> assigned.contains(place) && !isHeld(place.partition()))
                .toList();
        consumer.resume(released);
        wanted.removeAll(released);
    }

    /** A consumer has a position when the leader of the partition has compared the epoch of the start with its own log. */
    private void find(Consumer<?, ?> consumer, TopicPartition input, long start) {
        try {
            places.put(input.partition(), new Place(start, consumer.position(input, Duration.ZERO)));
            sought.remove(input);
        } catch (TimeoutException e) {
            // the leader has not answered yet: the next poll asks again
        }
    }

    /** The place in a partition's log of events at which reading starts; empty until the leader has answered. */
    Optional<Place> place(int partition) {
        return Optional.ofNullable(places.get(partition));
    }

    /** After a poll: notes what a consumer has passed over behind the last record. */
    void afterPoll(ConsumerRecords<?, ?> polled) {
        polled.nextOffsets().forEach((input, next) -> {
            if (TopicSpec.DOWNLOAD_EVENTS.isNamed(input.topic()))
                pass(input.partition(), polled.records(input), next.offset());
        });
    }

    private void pass(int partition, List<? extends ConsumerRecord<?, ?>> records, long next) {
        if (!records.isEmpty()) {
            passed.put(partition, new Passed(records.get(records.size() - 1).offset() + 1, next));
        } else {
            passed.computeIfPresent(partition, (number, known) -> new Passed(known.from(), Math.max(known.to(), next)));
        }
    }
}
