package dev.footfall.aggregator.topology;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A task's reader of its two inputs, as Kafka's: a start with an epoch is compared with the leader's log before anything
 * is read, and again when the leader changes; a place that the log does not have is read from the beginning.
 */
final class SimulatedConsumer {
    private final Map<TopicPartition, SimulatedLog> logs;
    private final LongSupplier clock;
    private final PausedPartitions held;
    private final PlantedFault planted;
    private final Map<TopicPartition, Reading> readings;
    private final Set<TopicPartition> resumed = new HashSet<>();
    private final Consumer<byte[], byte[]> asConsumer;

    private static final class Reading {
        private long position;
        private Optional<Integer> epoch = Optional.empty();
        private int leader = -1;
    }

    SimulatedConsumer(
            Map<TopicPartition, SimulatedLog> logs, LongSupplier clock, PausedPartitions held, PlantedFault planted) {
        this.logs = logs;
        this.planted = planted;
        this.clock = clock;
        this.held = held;
        this.readings = new HashMap<>();
        logs.keySet().forEach(input -> readings.put(input, new Reading()));
        this.asConsumer = proxy();
    }

    @SuppressWarnings("unchecked") // a proxy for just this interface
    private Consumer<byte[], byte[]> proxy() {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "assignment" -> logs.keySet();
                        case "seek" -> seek((TopicPartition) arguments[0], (OffsetAndMetadata) arguments[1]);
                        case "position" -> position((TopicPartition) arguments[0], (Duration) arguments[1]);
                        case "currentLag" -> lag((TopicPartition) arguments[0]);
                        case "resume" -> resume((Collection<TopicPartition>) arguments[0]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    private Reading reading(TopicPartition input) {
        return Objects.requireNonNull(readings.get(input));
    }

    private SimulatedLog log(TopicPartition input) {
        return Objects.requireNonNull(logs.get(input));
    }

    private @Nullable Object resume(Collection<TopicPartition> inputs) {
        resumed.addAll(inputs);
        return null;
    }

    private @Nullable Object seek(TopicPartition input, OffsetAndMetadata offset) {
        Reading reading = reading(input);
        boolean isOfGroup =
                planted == PlantedFault.GROUP_BELIEVED && held.ofGroup(input).offset() > 0;
        reading.position = isOfGroup ? held.ofGroup(input).offset() : offset.offset();
        reading.epoch = planted == PlantedFault.EPOCH_NOT_ASKED ? Optional.empty() : offset.leaderEpoch();
        reading.leader = -1;
        return null;
    }

    private long position(TopicPartition input, Duration patience) {
        if (!isValid(input)) throw new TimeoutException("the leader does not answer for " + patience);
        return reading(input).position;
    }

    private OptionalLong lag(TopicPartition input) {
        SimulatedLog log = log(input);
        if (planted == PlantedFault.LIKES_NOT_AWAITED) return OptionalLong.of(0);
        return isValid(input) ? OptionalLong.of(log.end() - reading(input).position) : OptionalLong.empty();
    }

    /** True if the place was compared with the log of the leader that there is now; false if that does not answer. */
    private boolean isValid(TopicPartition input) {
        SimulatedLog log = log(input);
        Reading reading = reading(input);
        if (log.isSilent(clock.getAsLong())) return false;
        if (reading.leader == log.epoch()) return true;
        boolean isCompared = reading.leader < 0 || planted != PlantedFault.TRUNCATION_UNSEEN;
        if (isCompared)
            reading.epoch.ifPresent(epoch -> reading.position = Math.min(reading.position, log.endOf(epoch)));
        reading.leader = log.epoch();
        return true;
    }

    /** False while the leader is another than the one with whose log a place was compared. */
    boolean knowsItsLogs() {
        return readings.entrySet().stream().allMatch(reading -> {
            int leader = reading.getValue().leader;
            return leader < 0 || leader == log(reading.getKey()).epoch();
        });
    }

    /** Kafka's consumer is where its group is, until it is moved. */
    void start(Map<TopicPartition, OffsetAndMetadata> group) {
        group.forEach((input, offset) -> {
            Reading reading = reading(input);
            reading.position = offset.offset();
            reading.epoch = offset.leaderEpoch();
        });
        resumed.addAll(held.resumable(logs.keySet()));
    }

    Consumer<byte[], byte[]> asConsumer() {
        return asConsumer;
    }

    long position(TopicPartition input) {
        return reading(input).position;
    }

    long end(TopicPartition input) {
        return log(input).end();
    }

    /** False for a record that was polled, and that its log has lost since. */
    boolean isInItsLog(ConsumerRecord<byte[], byte[]> polled) {
        SimulatedLog.LogRecord now =
                log(new TopicPartition(polled.topic(), polled.partition())).next(polled.offset());
        return now != null && now.value() == polled.value();
    }

    OffsetAndMetadata committable(TopicPartition input) {
        Reading reading = reading(input);
        return new OffsetAndMetadata(reading.position, reading.epoch, "");
    }

    /** The next records of an input, at most so many; empty if it is paused, or nobody answers. */
    Optional<List<ConsumerRecord<byte[], byte[]>>> poll(TopicPartition input, int most) {
        if (!resumed.contains(input) || held.isHeld(input.partition()) || !isValid(input)) return Optional.empty();
        SimulatedLog log = log(input);
        Reading reading = reading(input);
        if (reading.position < log.begin() || reading.position > log.end()) {
            reading.position = log.begin();
            reading.epoch = Optional.empty();
            held.fromBeginning(List.of(input));
            return Optional.empty();
        }
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        while (records.size() < most) {
            SimulatedLog.LogRecord next = log.next(reading.position);
            if (next == null) break;
            records.add(record(input, next));
            reading.position = next.offset() + 1;
            reading.epoch = Optional.of(next.epoch());
        }
        if (records.size() < most) reading.position = log.end();
        return Optional.of(records);
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition input, SimulatedLog.LogRecord record) {
        return new ConsumerRecord<>(
                input.topic(),
                input.partition(),
                record.offset(),
                record.timeMillis(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                record.key(),
                record.value(),
                new RecordHeaders(),
                Optional.of(record.epoch()));
    }

    /** The records of a poll, as Kafka's consumer returns them. */
    ConsumerRecords<byte[], byte[]> polled(TopicPartition input, List<ConsumerRecord<byte[], byte[]>> records) {
        return new ConsumerRecords<>(
                records.isEmpty() ? Map.of() : Map.of(input, records),
                Map.of(input, new OffsetAndMetadata(reading(input).position)));
    }
}
