package dev.footfall.aggregator.topology;

import dev.footfall.events.TopicSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

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
    private final Set<TopicPartition> reset = ConcurrentHashMap.newKeySet();
    private final Map<Integer, ReadingStart> places = new ConcurrentHashMap<>();
    private final Map<Integer, Passed> passed = new ConcurrentHashMap<>();
    private final Map<Integer, Passed> passedLikes = new ConcurrentHashMap<>();
    private final Map<Integer, Long> likesEnds = new ConcurrentHashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> ofGroup = new ConcurrentHashMap<>();

    /** Between two offsets of an input is nothing to count: the markers of transactions, and what was aborted. */
    private record Passed(long from, long to) {}

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
        passed(input).put(input.partition(), new Passed(offset.offset(), offset.offset()));
        reset.remove(input);
        if (isLikes(input)) likesEnds.remove(input.partition());
        else places.remove(input.partition());
    }

    private static boolean isLikes(TopicPartition input) {
        return TopicSpec.LIKES.isNamed(input.topic());
    }

    private Map<Integer, Passed> passed(TopicPartition input) {
        return isLikes(input) ? passedLikes : passed;
    }

    void forget(int partition) {
        held.remove(partition);
        wanted.removeIf(place -> place.partition() == partition);
        starts.keySet().removeIf(place -> place.partition() == partition);
        sought.keySet().removeIf(place -> place.partition() == partition);
        reset.removeIf(place -> place.partition() == partition);
        places.remove(partition);
        passed.remove(partition);
        passedLikes.remove(partition);
        likesEnds.remove(partition);
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
        return pass(passed.get(partition), offset);
    }

    private static long pass(@Nullable Passed known, long offset) {
        return known != null && known.from() == offset ? known.to() : offset;
    }

    /** True if a partition has all likes that its log had at the start of reading; false until the leader has answered. */
    boolean hasLikes(int partition, long nextLike) {
        Long end = likesEnds.get(partition);
        return end != null && pass(passedLikes.get(partition), nextLike) >= end;
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
            sought.put(input, offset.offset());
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

    /** Notes that inputs are read from the beginning of their logs, which no longer have what was to be read. */
    void fromBeginning(Collection<TopicPartition> inputs) {
        for (TopicPartition input : inputs) {
            Passed last = passed(input).get(input.partition());
            if (last == null || TopicSpec.REPOSITORIES.isNamed(input.topic())) continue;
            reset.add(input);
            sought.put(input, last.from());
        }
    }

    /** A consumer has a position when the leader of the partition has compared the epoch of the start with its own log. */
    private void find(Consumer<?, ?> consumer, TopicPartition input, long start) {
        try {
            long position = consumer.position(input, Duration.ZERO);
            if (isLikes(input)) {
                OptionalLong lag = consumer.currentLag(input);
                if (lag.isEmpty()) return;
                likesEnds.put(input.partition(), position + lag.getAsLong());
            } else {
                places.put(input.partition(), new ReadingStart(start, position, reset.contains(input)));
            }
            pass(input, List.of(), position);
            sought.remove(input);
        } catch (TimeoutException e) {
            // the leader has not answered yet: the next poll asks again
        }
    }

    /** The place in a partition's log of events at which reading starts; empty until the leader has answered. */
    Optional<ReadingStart> place(int partition) {
        return Optional.ofNullable(places.get(partition));
    }

    /** After a poll: notes what a consumer has passed over behind the last record. */
    void afterPoll(ConsumerRecords<?, ?> polled) {
        polled.nextOffsets().forEach((input, next) -> {
            if (!TopicSpec.REPOSITORIES.isNamed(input.topic())) pass(input, polled.records(input), next.offset());
        });
    }

    private void pass(TopicPartition input, List<? extends ConsumerRecord<?, ?>> records, long next) {
        Map<Integer, Passed> known = passed(input);
        if (!records.isEmpty()) {
            known.put(
                    input.partition(),
                    new Passed(records.get(records.size() - 1).offset() + 1, next));
        } else {
            known.computeIfPresent(
                    input.partition(), (number, last) -> new Passed(last.from(), Math.max(last.to(), next)));
        }
    }
}
