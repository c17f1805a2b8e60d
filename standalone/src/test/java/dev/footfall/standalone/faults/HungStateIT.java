package dev.footfall.standalone.faults;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.AggregatorConfig.Neighbourhood;
import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.recovery.SteadyTime;
import dev.footfall.standalone.PatientHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.SimpleRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A state with a transaction that its coordinator knows nothing of, as a broker leaves it that lost the markers of a
 * commit: no restore gets past it. It is ended, and what is of one commit is gone on from.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class HungStateIT {
    private static final int PORTION = 3_000;
    private static final long PRODUCER = 987_654;
    private static final String CHANGELOG = "footfall-aggregator-counts-changelog";
    private static final String OFFSETS = "__consumer_offsets";

    @TempDir
    private Path directory;

    private TestLog log;

    @BeforeEach
    void countALog() {
        log = new TestLog(directory.resolve("kafka"), 2 * PORTION);
        log.grow(PORTION);
        try (Aggregator counted = start(config())) {
            log.assertCounted(counted);
        }
    }

    @AfterEach
    void stopLog() {
        log.close();
    }

    @Test
    void isEndedByTheOnlyNodeBeforeItStarts() throws IOException {
        assertEndedBeforeTheStart(CHANGELOG);
    }

    @Test
    @Tag("proof")
    void isEndedInTheOffsetsToo() throws IOException {
        assertEndedBeforeTheStart(OFFSETS);
    }

    private void assertEndedBeforeTheStart(String topic) throws IOException {
        log.change(files -> hang(files, topic));
        log.grow(PORTION);

        try (Aggregator again = start(config())) {
            log.assertCounted(again);
        }
        assertNoneStaysOpen(topic);
    }

    @Test
    @Tag("proof")
    void isEndedByANodeAmongOthersThatGetsNoFurther() throws IOException {
        log.change(files -> hang(files, CHANGELOG));
        var others = new Neighbourhood(Optional.of(new NodeAddress("127.0.0.1", 1)), 0);

        try (Aggregator again = start(config().in(others))) {
            log.assertCounted(again);
        }
        assertNoneStaysOpen(CHANGELOG);
    }

    /** That other partitions are counted meanwhile is no sign that this one gets further. */
    @Test
    @Tag("proof")
    void isEndedWhileOtherPartitionsAreCounted() throws IOException, InterruptedException {
        log.change(files -> hang(first(files.partitions(CHANGELOG))));
        var others = new Neighbourhood(Optional.of(new NodeAddress("127.0.0.1", 1)), 0);

        try (Aggregator again = start(config().in(others))) {
            for (int grown = 0; grown < PORTION && isHung(); grown += 5) {
                log.grow(5);
                Thread.sleep(100);
            }
            assertFalse(isHung());
            log.assertCounted(again);
        }
        assertNoneStaysOpen(CHANGELOG);
    }

    /** The partitions refuse the marker that the coordinator still has to write, and the coordinator keeps the node's id. */
    @Test
    @Tag("proof")
    void isEndedWhereTheCoordinatorIsAtTheTransactionBefore() throws IOException {
        // a commit is answered before its markers are written, and the coordinator's last batch follows them
        Awaitility.await().atMost(PatientHttp.PATIENCE).until(() -> decided() == 0);
        log.change(files -> {
            for (Path partition : files.partitions("__transaction_state")) LogFiles.cutLastBatch(partition);
            for (Path partition : files.partitions(CHANGELOG + "|" + OFFSETS)) {
                LogFiles.appendNextTransaction(partition);
            }
        });
        log.grow(PORTION);

        try (Aggregator again = start(config())) {
            log.assertCounted(again);
            assertEquals(1, decided());
        }
        assertNoneStaysOpen(CHANGELOG);
        assertNoneStaysOpen(OFFSETS);
    }

    @Test
    void isNotWhatATransactionIsThatSomebodyHasUnderWay() {
        Map<String, Object> client =
                Map.of("bootstrap.servers", log.bootstrapServers(), "transactional.id", "somebody");
        try (var somebody = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            somebody.initTransactions();
            somebody.beginTransaction();
            var unused = somebody.send(new ProducerRecord<>(CHANGELOG, 0, PartKeys.mark(), new byte[] {1}));
            somebody.flush();
            Set<ProducerState> underWay = open(CHANGELOG);
            assertEquals(1, underWay.size());

            try (Aggregator again = start(config())) {
                assertFalse(again.state().readiness().ready());
                assertTrue(open(CHANGELOG).containsAll(underWay));
            }
            somebody.abortTransaction();
        }
    }

    /** The number of transactions that are decided and not ended. */
    private int decided() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", log.bootstrapServers()))) {
            var states = new ListTransactionsOptions().filterStates(List.of(TransactionState.PREPARE_COMMIT));
            return admin.listTransactions(states).all().get().size();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nobody writes any more, but a commit is answered before its markers are written. */
    private void assertNoneStaysOpen(String topic) {
        Awaitility.await().atMost(PatientHttp.PATIENCE).until(() -> open(topic), Set.of()::equals);
    }

    /** A node that counts has transactions of its own under way, which end. */
    private boolean isHung() {
        return open(CHANGELOG).stream().anyMatch(transaction -> transaction.producerId() == PRODUCER);
    }

    /** The transactions that are open in a topic's partitions. */
    private Set<ProducerState> open(String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", log.bootstrapServers()))) {
            List<TopicPartition> partitions =
                    requireNonNull(admin.describeTopics(List.of(topic))
                                    .allTopicNames()
                                    .get()
                                    .get(topic))
                            .partitions()
                            .stream()
                            .map(partition -> new TopicPartition(topic, partition.partition()))
                            .toList();
            return admin.describeProducers(partitions).all().get().values().stream()
                    .flatMap(producers -> producers.activeProducers().stream())
                    .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                    .collect(Collectors.toSet());
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a transaction hang in each partition, whichever has the offsets of the group. */
    private static void hang(LogFiles files, String topic) throws IOException {
        hang(files.partitions(topic));
    }

    private static List<Path> first(List<Path> partitions) {
        return partitions.stream()
                .filter(partition -> partition.toString().endsWith("-0"))
                .toList();
    }

    private static void hang(List<Path> partitions) throws IOException {
        assertFalse(partitions.isEmpty());
        for (Path partition : partitions) {
            List<SimpleRecord> records = LogFiles.records(partition);
            if (!records.isEmpty()) LogFiles.appendHung(partition, PRODUCER, records.get(records.size() - 1));
        }
    }

    private AggregatorConfig config() {
        return log.config(directory.resolve("state"), "a");
    }

    private static Aggregator start(AggregatorConfig config) {
        var aggregator =
                new Aggregator(config, new SteadyTime(System::nanoTime, System.currentTimeMillis()), sentence -> {
                    throw new IllegalStateException(sentence);
                });
        aggregator.start();
        return aggregator;
    }
}
