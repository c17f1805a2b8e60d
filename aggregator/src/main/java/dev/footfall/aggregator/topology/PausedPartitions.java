package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.life.ReadingStart;
import dev.footfall.events.TopicSpec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The inputs of partitions as consumers have them: paused or not, the offsets from which they are read on, and how far they
 * are. Kafka Streams resumes a task's inputs when its processors are there; those held stay paused until the poll after
 * their release. An offset comes from the state, with which it was written: the group's coordinator may have lost its own.
 * Safe for many threads; an input is written by the thread that has its partition.
 */
final class PausedPartitions {
    private final Set<Integer> held = ConcurrentHashMap.newKeySet();
    private final Map<Integer, PartitionInput> events = new ConcurrentHashMap<>();
    private final Map<Integer, PartitionInput> likes = new ConcurrentHashMap<>();

    void hold(int partition) {
        if (held.contains(partition)) return;
        forget(partition);
        held.add(partition);
    }

    void release(int partition) {
        held.remove(partition);
    }

    boolean isHeld(int partition) {
        return held.contains(partition);
    }

    void forget(int partition) {
        held.remove(partition);
        events.remove(partition);
        likes.remove(partition);
    }

    /** Reads an input on from an offset, before the next poll. */
    void startAt(TopicPartition place, OffsetAndMetadata offset) {
        input(place).startAt(offset);
    }

    private PartitionInput input(TopicPartition place) {
        return inputs(place).computeIfAbsent(place.partition(), number -> new PartitionInput(place));
    }

    private Optional<PartitionInput> known(TopicPartition place) {
        return TopicSpec.REPOSITORIES.isNamed(place.topic())
                ? Optional.empty()
                : Optional.ofNullable(inputs(place).get(place.partition()));
    }

    private Map<Integer, PartitionInput> inputs(TopicPartition place) {
        return TopicSpec.LIKES.isNamed(place.topic()) ? likes : events;
    }

    /** Notes the offsets of the group, which Kafka Streams asks for before it makes a processor. */
    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((place, offset) -> {
            if (offset != null) input(place).reachGroup(offset);
        });
    }

    /** The offset of the group in an input, and the leader epoch before it; 0 where it has none. */
    OffsetAndMetadata ofGroup(TopicPartition place) {
        return known(place).map(PartitionInput::group).orElseGet(() -> new OffsetAndMetadata(0));
    }

    /** The offset of the first event at or after this one, as far as the log of a partition was read. */
    long pass(int partition, long offset) {
        PartitionInput input = events.get(partition);
        return input == null ? offset : input.pass(offset);
    }

    /** True if a partition has all likes that its log had at the start of reading; false until the leader has answered. */
    boolean hasLikes(int partition, long nextLike) {
        PartitionInput input = likes.get(partition);
        return input != null && input.hasItsEnd(nextLike);
    }

    /** The leader epoch of the last like that was read, or of the one before the start; empty if it is unknown. */
    Optional<Integer> likesEpoch(int partition) {
        return Optional.ofNullable(likes.get(partition)).flatMap(PartitionInput::epoch);
    }

    /** The place in a partition's log of events at which reading starts; empty until the leader has answered. */
    Optional<ReadingStart> place(int partition) {
        PartitionInput input = events.get(partition);
        return input == null ? Optional.empty() : input.place();
    }

    /** Those of these inputs that may be read; the others are resumed once they are released. */
    Collection<TopicPartition> resumable(Collection<TopicPartition> places) {
        if (held.isEmpty()) return places;
        List<TopicPartition> kept =
                places.stream().filter(place -> isHeld(place.partition())).toList();
        kept.forEach(place -> input(place).want(true));
        return places.stream().filter(place -> !kept.contains(place)).toList();
    }

    /**
     * Before a poll: moves a consumer to where its inputs start, and resumes those that were released.
     *
     * @return true if there is something to do again before the next poll
     * @throws InvalidOffsetException if a log has lost records before its start, as of a poll
     */
    boolean beforePoll(Consumer<?, ?> consumer) {
        List<PartitionInput> busy = Stream.concat(events.values().stream(), likes.values().stream())
                .filter(PartitionInput::isBusy)
                .toList();
        if (busy.isEmpty()) return false;
        Set<TopicPartition> assigned = consumer.assignment();
        List<PartitionInput> own =
                busy.stream().filter(input -> assigned.contains(input.at())).toList();
        own.forEach(input -> input.seek(consumer));
        own.forEach(input -> input.find(consumer));
        own.stream()
                .filter(input -> input.isWanted() && !isHeld(input.at().partition()))
                .forEach(input -> {
                    consumer.resume(List.of(input.at()));
                    input.want(false);
                });
        return !own.isEmpty();
    }

    /** Notes that inputs are read from the beginning of their logs, which no longer have what was to be read. */
    void fromBeginning(Collection<TopicPartition> places) {
        places.forEach(place -> known(place).ifPresent(PartitionInput::reset));
    }

    /** After a poll: notes what a consumer has passed over behind the last record. */
    void afterPoll(ConsumerRecords<?, ?> polled) {
        polled.nextOffsets().forEach((place, next) -> {
            if (!TopicSpec.REPOSITORIES.isNamed(place.topic())) input(place).poll(polled.records(place), next.offset());
        });
    }
}
