package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.life.ReadingStart;
import dev.footfall.events.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** One input of a partition, as its consumer has it. Written by the consumer's thread, read by any. */
final class PartitionInput {
    private final TopicPartition at;

    private volatile OffsetAndMetadata group = new OffsetAndMetadata(0);

    /** The offset to seek to before the next poll. */
    private volatile Optional<OffsetAndMetadata> start = Optional.empty();

    /** The start whose place in the log its leader has not told yet. */
    private volatile OptionalLong sought = OptionalLong.empty();

    private volatile boolean isReset;
    private volatile boolean isWanted;
    private volatile Optional<ReadingStart> place = Optional.empty();

    /** The end of the log when the leader told the place; less, if the log has lost its end since. */
    private volatile OptionalLong end = OptionalLong.empty();

    private volatile Optional<Passed> passed = Optional.empty();

    /** Leader epoch of the last record that was read, or of the one before the start. */
    private volatile Optional<Integer> epoch = Optional.empty();

    /** Between two offsets is nothing to count: the markers of transactions, and what was aborted. */
    private record Passed(long from, long to) {}

    PartitionInput(TopicPartition at) {
        this.at = at;
    }

    TopicPartition at() {
        return at;
    }

    OffsetAndMetadata group() {
        return group;
    }

    void reachGroup(OffsetAndMetadata offset) {
        group = offset;
    }

    boolean isWanted() {
        return isWanted;
    }

    /** Notes whether Kafka Streams wants it to be read. */
    void want(boolean isToBeRead) {
        isWanted = isToBeRead;
    }

    /** True if there is something to do before the next poll. */
    boolean isBusy() {
        return isWanted || start.isPresent() || sought.isPresent() || lacksItsEnd();
    }

    private boolean lacksItsEnd() {
        return end.isPresent()
                && passed.filter(last -> last.to() >= end.getAsLong()).isEmpty();
    }

    void startAt(OffsetAndMetadata offset) {
        passed = Optional.of(new Passed(offset.offset(), offset.offset()));
        epoch = offset.leaderEpoch();
        isReset = false;
        place = Optional.empty();
        end = OptionalLong.empty();
        start = Optional.of(offset);
    }

    void seek(Consumer<?, ?> consumer) {
        if (start.isEmpty()) return;
        OffsetAndMetadata offset = start.get();
        start = Optional.empty();
        consumer.seek(at, offset);
        sought = OptionalLong.of(offset.offset());
    }

    /** Learns from the leader where the log is read on, or, while it is not read to its end, whether that is still there. */
    void find(Consumer<?, ?> consumer) {
        try {
            if (sought.isPresent()) findPlace(consumer, sought.getAsLong());
            else if (lacksItsEnd())
                end(consumer).ifPresent(now -> end = OptionalLong.of(Math.min(end.getAsLong(), now)));
        } catch (TimeoutException e) {
            // the leader has not answered yet: the next poll asks again
        }
    }

    private OptionalLong end(Consumer<?, ?> consumer) {
        long position = consumer.position(at, Duration.ZERO);
        OptionalLong lag = consumer.currentLag(at);
        return lag.isEmpty() ? lag : OptionalLong.of(position + lag.getAsLong());
    }

    /** A consumer has a position when the leader of the partition has compared the epoch of the start with its own log. */
    private void findPlace(Consumer<?, ?> consumer, long soughtAt) {
        long position = consumer.position(at, Duration.ZERO);
        if (TopicSpec.LIKES.isNamed(at.topic())) {
            end = end(consumer);
            if (end.isEmpty()) return;
        } else {
            place = Optional.of(new ReadingStart(soughtAt, position, isReset));
        }
        poll(List.of(), position);
        sought = OptionalLong.empty();
    }

    /** Notes that it is read from the beginning of its log, which no longer has what was to be read. */
    void reset() {
        if (passed.isEmpty()) return;
        isReset = true;
        sought = OptionalLong.of(passed.get().from());
    }

    Optional<Integer> epoch() {
        return epoch;
    }

    Optional<ReadingStart> place() {
        return place;
    }

    /** The offset of the first record at or after this one, as far as the log was read. */
    long pass(long offset) {
        return passed.filter(known -> known.from() == offset).map(Passed::to).orElse(offset);
    }

    /** True if all records before {@code next} are all that the log had when its leader told the place. */
    boolean hasItsEnd(long next) {
        return end.isPresent() && pass(next) >= end.getAsLong();
    }

    /** Notes what a poll brought, and what it has passed over behind the last record. */
    void poll(List<? extends ConsumerRecord<?, ?>> records, long next) {
        if (!records.isEmpty()) epoch = records.get(records.size() - 1).leaderEpoch();
        passed = records.isEmpty()
                ? passed.map(last -> new Passed(last.from(), Math.max(last.to(), next)))
                : Optional.of(new Passed(records.get(records.size() - 1).offset() + 1, next));
    }
}
