package dev.footfall.standalone.faults;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.counting.Logged;
import dev.footfall.aggregator.counting.Oracle;
import dev.footfall.aggregator.counting.RandomLog;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.Parsed;
import dev.footfall.events.RepoId;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.rules.CountingRules;
import dev.footfall.standalone.PatientHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** A log that grows on demand, on a broker of its own or beside another log, and what has to come out of it. */
final class TestLog implements AutoCloseable {
    static final int PARTITIONS = 2;

    static final StateId MAIN = state(Topics.STANDARD);

    private final Path directory;
    private final Topics topics;
    private final List<DownloadEvent> events;
    private EmbeddedBroker broker;
    private KafkaProducer<byte[], byte[]> producer;
    private int first;
    private int published;

    TestLog(Path directory, int events) {
        this(directory, EmbeddedBroker.start(directory, 0), Topics.STANDARD, events);
    }

    private TestLog(Path directory, EmbeddedBroker broker, Topics topics, int events) {
        this.directory = directory;
        this.broker = broker;
        this.topics = topics;
        this.events = new RandomLog(
                        topics.equals(Topics.STANDARD) ? 1 : 2 + topics.prefix().length(), CountingRules.DEFAULT.gap())
                .events(events);
        new TopicAdmin(client(), topics).ensure(PARTITIONS, Optional.empty());
        awaitLeaders();
        this.producer = producer();
    }

    /** Another log of other events on the same broker, which outlives it. */
    TestLog beside(Topics others, int number) {
        return new TestLog(directory, broker, others, number);
    }

    /** Goes on with the broker of another log, which was started anew. */
    void reconnect(TestLog other) {
        producer.close();
        broker = other.broker;
        awaitLeaders();
        producer = producer();
    }

    Topics topics() {
        return topics;
    }

    /** The events that the broker has. */
    List<DownloadEvent> stored() {
        List<DownloadEvent> stored = new ArrayList<>();
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers(), "fetch.max.wait.ms", 25);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Stream.iterate(0, partition -> partition + 1)
                    .limit(PARTITIONS)
                    .map(partition -> new TopicPartition(topics.name(TopicSpec.DOWNLOAD_EVENTS), partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long events = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            while (stored.size() < events) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    Parsed<DownloadEvent> decoded = EventCodec.decode(record.value(), record.timestamp());
                    decoded.value().ifPresent(stored::add);
                }
            }
        }
        return stored;
    }

    /** The main state of the log in these topics. */
    private static StateId state(Topics topics) {
        return new StateId(topics, "main", new RuleSet("unnamed", CountingRules.DEFAULT, PARTITIONS, Projections.ALL));
    }

    /** A change of a stopped broker's files. */
    interface Change {
        void apply(LogFiles files) throws IOException;
    }

    /** Stops the broker, changes its files, and starts it again at the same address. */
    void change(Change change) throws IOException {
        int port = Integer.parseInt(bootstrapServers().replaceAll(".*:", ""));
        close();
        change.apply(new LogFiles(directory));
        broker = EmbeddedBroker.start(directory, port);
        awaitLeaders();
        producer = producer();
    }

    /** A new producer's first batch that meets a partition without a leader is overtaken by its second, and then refused. */
    private void awaitLeaders() {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            ends.put(new TopicPartition(topics.name(TopicSpec.DOWNLOAD_EVENTS), partition), OffsetSpec.latest());
        }
        try (Admin admin = Admin.create(client())) {
            Awaitility.await()
                    .atMost(PatientHttp.PATIENCE)
                    .ignoreExceptions()
                    .until(() -> admin.listOffsets(ends).all().get().size() == PARTITIONS);
        }
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Appends so many of its events. */
    void grow(int number) {
        var sent = new ArrayList<Future<?>>();
        for (DownloadEvent event : events.subList(published, published + number)) {
            sent.add(producer.send(new ProducerRecord<>(
                    topics.name(TopicSpec.DOWNLOAD_EVENTS), event.repo().keyBytes(), EventCodec.encode(event))));
        }
        producer.flush();
        for (Future<?> one : sent) assertDoesNotThrow(() -> one.get());
        published += number;
    }

    /** Deletes the topic of events and creates it again; what was published is gone. */
    void replace() {
        String topic = topics.name(TopicSpec.DOWNLOAD_EVENTS);
        try (Admin admin = Admin.create(client())) {
            assertDoesNotThrow(() -> admin.deleteTopics(List.of(topic)).all().get());
            Awaitility.await()
                    .atMost(PatientHttp.PATIENCE)
                    .until(() -> !admin.listTopics().names().get().contains(topic));
        }
        new TopicAdmin(client(), topics).ensure(PARTITIONS, Optional.empty());
        producer.close();
        awaitLeaders();
        producer = producer();
        first = published;
    }

    /** Appends a like of each of so many users whose names begin so. */
    void like(RepoId repo, String users, int number) {
        for (int user = 0; user < number; user++) {
            var like = new LikeEvent(repo, users + user, true, Instant.EPOCH);
            var unused =
                    producer.send(new ProducerRecord<>(topics.name(TopicSpec.LIKES), repo.keyBytes(), like.toJson()));
        }
        producer.flush();
    }

    /** Notes that its last events are lost. */
    void lose(int number) {
        published -= number;
    }

    /** The configuration of a node that counts a log into this state, with faulty clients. */
    static AggregatorConfig config(StateId state, String bootstrapServers, Path stateDirectory, String node) {
        Map<String, String> kafka = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "default.client.supplier",
                FaultyClients.class.getName(),
                FaultyClients.NODE,
                node);
        return new AggregatorConfig(
                state,
                stateDirectory,
                1,
                100_000,
                AggregatorConfig.Options.NONE,
                AggregatorConfig.Neighbourhood.NONE,
                kafka);
    }

    AggregatorConfig config(Path stateDirectory, String node) {
        return config(state(topics), bootstrapServers(), stateDirectory, node);
    }

    /** The same for a state of its own. */
    AggregatorConfig config(StateId state, Path stateDirectory, String node) {
        return config(state, bootstrapServers(), stateDirectory, node);
    }

    /** Waits until this node has every partition and has counted everything there is. */
    void awaitCounted(Aggregator aggregator) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(50))
                .dontCatchUncaughtExceptions() // a thread that dies may be what the test is about
                .until(() -> aggregator.progress().counted() == published - first
                        && aggregator.progress().complete());
    }

    /** Every row is what the definitions say, and every record read is accounted for. */
    void assertCounted(Aggregator aggregator) {
        assertCounted(aggregator, CountingRules.DEFAULT);
    }

    /** The same by other rules. */
    void assertCounted(Aggregator aggregator, CountingRules rules) {
        awaitCounted(aggregator);
        List<Logged> log = events.subList(first, published).stream()
                .map(event -> new Logged(event, 0))
                .toList();

        Map<Oracle.Day, Oracle.Row> expected = Oracle.rows(log, rules);
        Awaitility.await() // partitions may still be moving; a wrong row stays wrong
                .atMost(Duration.ofMinutes(5))
                .dontCatchUncaughtExceptions()
                .untilAsserted(() -> assertEquals(expected, rows(aggregator)));
    }

    /** Every row that a node has, once each partition answers: after a fault, one may be restored once more. */
    static Map<Oracle.Day, Oracle.Row> rows(Aggregator aggregator) {
        Map<Oracle.Day, Oracle.Row> rows = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int wanted = partition;
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .dontCatchUncaughtExceptions()
                    .untilAsserted(() -> rows.putAll(rows(aggregator, wanted)));
        }
        return rows;
    }

    private static Map<Oracle.Day, Oracle.Row> rows(Aggregator aggregator, int partition) {
        Map<Oracle.Day, Oracle.Row> rows = new HashMap<>();
        LocalRead<Long> read = aggregator
                .entries()
                .all(
                        partition,
                        PartitionStores.DAILY_ROWS,
                        (key, row) -> rows.put(
                                new Oracle.Day(
                                        new String(StoreKey.repositoryOf(key), StandardCharsets.UTF_8),
                                        LocalDate.ofEpochDay(StoreKey.epochDayOf(key))),
                                row(RowFormat.decode(row))));
        assertEquals(LocalRead.Found.class, read.getClass(), read::toString);
        return rows;
    }

    private static Oracle.Row row(DailyRow row) {
        Map<String, Long> excluded = new TreeMap<>();
        row.excluded().byReason().forEach((reason, events) -> excluded.put(reason.label(), events));
        return new Oracle.Row(row.counts(), excluded);
    }

    @Override
    public void close() {
        producer.close();
        if (topics.equals(Topics.STANDARD)) broker.close();
    }
}
