package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.HeapBudget;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.live.LiveRegistrations;
import dev.footfall.aggregator.reading.PartView;
import dev.footfall.aggregator.recovery.ChangelogEnds;
import dev.footfall.aggregator.sealing.Seals;
import dev.footfall.events.TopicSpec;
import dev.footfall.rules.CountingRules;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.internals.StreamTask;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The whole topology of one partition, driven without a broker. */
final class Driver implements AutoCloseable {
    final LivePartitions live = new LivePartitions();
    final LiveRegistrations registrations = new LiveRegistrations();
    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
    private final Properties settings = new Properties();
    private final LogEnd end = new LogEnd();
    private final Map<TopicPartition, Long> likesEnd = new HashMap<>();
    private final Map<TopicSpec, MockConsumer<byte[], byte[]>> consumers = new HashMap<>();
    final Shared shared;
    private final StateId state;
    private TopologyTestDriver driver;

    Driver(Path directory, int partitions) {
        this(directory, partitions, Seals.NONE);
    }

    Driver(Path directory, int partitions, Seals seals) {
        shared = shared(live, registrations, false, end, seals);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:0");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksDb.class);
        var rules = new RuleSet("unnamed", CountingRules.DEFAULT, partitions, Projections.ALL);
        state = StateId.main(rules);
        driver = new TopologyTestDriver(new AggregatorTopology(state, shared).build(), settings, Instant.EPOCH);
    }

    /** Closes the task and opens it again, with the stores that it had. */
    void reopen() {
        driver.close();
        inputs.clear();
        driver = new TopologyTestDriver(new AggregatorTopology(state, shared).build(), settings, Instant.EPOCH);
    }

    /** Polls the log of events from where the task starts: nothing but what is no record, up to this offset. */
    void passUpTo(long offset) {
        var unused = consumer(TopicSpec.DOWNLOAD_EVENTS);
        TopicPartition events = input(TopicSpec.DOWNLOAD_EVENTS);
        shared.progress()
                .held()
                .afterPoll(new ConsumerRecords<>(Map.of(), Map.of(events, new OffsetAndMetadata(offset))));
    }

    /** Has the log begin at an offset beyond where the task starts. */
    void beginLogAt(long offset) {
        MockConsumer<byte[], byte[]> consumer = consumer(TopicSpec.DOWNLOAD_EVENTS);
        TopicPartition events = input(TopicSpec.DOWNLOAD_EVENTS);
        consumer.updateBeginningOffsets(Map.of(events, offset));
        consumer.seekToBeginning(List.of(events));
        shared.progress().held().fromBeginning(List.of(events));
        shared.progress().held().beforePoll(consumer);
    }

    /** The offset from which a consumer reads an input of the task that was just opened. */
    long startOf(TopicSpec topic) {
        return consumer(topic).position(input(topic));
    }

    private MockConsumer<byte[], byte[]> consumer(TopicSpec topic) {
        MockConsumer<byte[], byte[]> consumer = consumers.computeIfAbsent(topic, this::assigned);
        if (topic == TopicSpec.LIKES) consumer.updateEndOffsets(likesEnd);
        shared.progress().held().beforePoll(consumer);
        return consumer;
    }

    private MockConsumer<byte[], byte[]> assigned(TopicSpec topic) {
        var consumer = new MockConsumer<byte[], byte[]>("none");
        consumer.assign(List.of(input(topic)));
        return consumer;
    }

    private static TopicPartition input(TopicSpec topic) {
        return new TopicPartition(topic.topic(), 0);
    }

    /** Lets Kafka Streams take a task that was corrupted up again: with the stores, and the processors, that it had. */
    void revive() {
        revive(0);
    }

    /** The same, with a group that has read events up to this offset. */
    void revive(long groupOffset) {
        try {
            Field field = TopologyTestDriver.class.getDeclaredField("task");
            field.setAccessible(true);
            var task = (StreamTask) Objects.requireNonNull(field.get(driver));
            task.suspend();
            task.closeDirty();
            var group = new OffsetAndMetadata(groupOffset);
            shared.progress().held().committed(Map.of(input(TopicSpec.DOWNLOAD_EVENTS), group));
            task.revive();
            task.initializeIfNeeded();
            task.completeRestoration(partitions -> {});
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the test driver of Kafka Streams has another form", e);
        }
    }

    /** Lets the log of each partition end at this offset; before, it ends at 0. */
    void endLogAt(long offset) {
        end.offset = offset;
    }

    /** Lets the log have topics of these ids; before, they are unknown. */
    void identifyLog(String id) {
        end.id = Optional.of(id);
    }

    /** Lets the log of likes end at this offset; before, it ends where its reading starts. */
    void endLikesAt(long offset) {
        likesEnd.put(input(TopicSpec.LIKES), offset);
    }

    private static final class LogEnd implements Backlog {
        private long offset;
        private Optional<String> id = Optional.empty();

        @Override
        public long lastKnownLag(int partition, long nextOffset) {
            return Math.max(0, offset - nextOffset);
        }

        @Override
        public OptionalLong end(int partition) {
            return OptionalLong.of(offset);
        }

        @Override
        public Optional<String> id() {
            return id;
        }
    }

    /** Lets a second pass, in which the tasks do what no record asks for. */
    void advance() {
        advance(Duration.ofSeconds(1));
    }

    /** Lets a torn store be emptied, restored once more as it asks for, and opened. */
    void erase() {
        for (boolean isEmptied = false; !isEmptied; ) {
            try {
                advance();
            } catch (RuntimeException e) {
                Throwable cause = e;
                while (cause.getCause() != null) cause = cause.getCause();
                if (!(cause instanceof TaskCorruptedException)) throw e;
                isEmptied = true;
            }
        }
        revive();
        advance();
    }

    /** The clock begins at 1970. */
    void advance(Duration time) {
        var unused = consumer(TopicSpec.LIKES); // polls as Kafka Streams does
        driver.advanceWallClockTime(time);
    }

    /** The objects that a process shares, with little heap. */
    static Shared shared(LivePartitions live, LiveRegistrations registrations) {
        return shared(live, registrations, false);
    }

    static Shared shared(LivePartitions live, LiveRegistrations registrations, boolean publishesRows) {
        return shared(live, registrations, publishesRows, new LogEnd(), Seals.NONE);
    }

    private static Shared shared(
            LivePartitions live, LiveRegistrations registrations, boolean publishesRows, LogEnd end, Seals seals) {
        return new Shared(
                new HeapBudget(1 << 20),
                live,
                registrations,
                new CommitPace(end),
                seals,
                false,
                publishesRows,
                false,
                ChangelogEnds.UNKNOWN,
                new PartitionProgress(() -> 0));
    }

    void pipe(String topic, @Nullable String key, byte @Nullable [] value, Instant logTime) {
        inputs.computeIfAbsent(
                        topic,
                        any -> driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer()))
                .pipeInput(key == null ? null : key.getBytes(StandardCharsets.UTF_8), value, logTime);
    }

    /** Pipes records as one batch, as a poll brings them, at the offsets that they have. */
    void pipe(List<ConsumerRecord<byte[], byte[]>> records) {
        var unused = consumer(TopicSpec.LIKES);
        ConsumerRecord<byte[], byte[]> batch = EventBatch.carrying(records);
        driver.createInputTopic(batch.topic(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(
                        batch.key(), batch.value(), batch.headers(), Instant.ofEpochMilli(batch.timestamp())));
    }

    /** A part of the partition's store. */
    PartView part(String part) {
        return new PartView(driver.getKeyValueStore(PartitionStores.STORE), part);
    }

    KeyValueStore<Bytes, byte[]> store(String name) {
        return driver.getKeyValueStore(name);
    }

    List<String> rejected() {
        return driver
                .createOutputTopic(TopicSpec.REJECTED.topic(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()
                .stream()
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
