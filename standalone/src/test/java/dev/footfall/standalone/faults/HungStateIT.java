package dev.footfall.standalone.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.StateReset;
import dev.footfall.aggregator.SteadyTime;
import dev.footfall.aggregator.query.LocalRead;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.SimpleRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A state with a transaction that its coordinator knows nothing of, as a broker leaves it that lost the markers of a
 * commit: no restore gets past it. It is noticed, said, and thrown away; the log is counted again.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class HungStateIT {
    private static final int PORTION = 3_000;
    private static final long PRODUCER = 987_654;
    private static final String CHANGELOG = "footfall-aggregator-daily-rows-changelog";
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

    @ParameterizedTest
    @ValueSource(strings = {CHANGELOG, OFFSETS})
    void isForgottenByTheOnlyNodeAndCountedAgain(String topic) throws IOException {
        log.change(files -> hang(files, topic));
        log.grow(PORTION);

        Optional<String> reason = StateReset.forgetIfUseless(config());

        assertTrue(reason.orElse("").contains("transaction of producer " + PRODUCER), reason::toString);
        assertTrue(reason.orElse("").contains(topic), reason::toString);
        try (Aggregator again = start(config())) {
            log.assertCounted(again);
        }
        assertEquals(Optional.empty(), StateReset.forgetIfUseless(config()));
    }

    @Test
    void isNotAnsweredFromUntilTheLogIsCountedAgain() {
        StateReset.forget(config(), true);
        try (Aggregator again = start(config())) {
            again.holdUntilCounted();
            assertFalse(again.state().readiness().ready());
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> again.entries().rows(0, (repository, day, row) -> {}) instanceof LocalRead.Found);

            assertTrue(again.progress().complete());
            log.assertCounted(again);
        }
    }

    @Test
    void isNamedByANodeThatIsNeverReadyForIt() throws IOException {
        log.change(files -> hang(files, CHANGELOG));

        try (Aggregator waiting = start(config())) {
            Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                String detail = waiting.state().readiness().detail();
                assertTrue(detail.contains("transaction of producer " + PRODUCER), detail);
                assertTrue(detail.contains("footfall rebuild"), detail);
            });
            assertFalse(waiting.state().readiness().ready());
        }

        StateReset.forget(config(), true);
        try (Aggregator again = start(config())) {
            log.assertCounted(again);
        }
    }

    @Test
    void isNotWhatATransactionIsThatSomebodyHasUnderWay() {
        Map<String, Object> client =
                Map.of("bootstrap.servers", log.bootstrapServers(), "transactional.id", "somebody");
        try (var somebody = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            somebody.initTransactions();
            somebody.beginTransaction();
            var unused = somebody.send(new ProducerRecord<>(CHANGELOG, 0, new byte[] {1}, new byte[] {1}));
            somebody.flush();

            assertEquals(Optional.empty(), StateReset.forgetIfUseless(config()));
            somebody.abortTransaction();
        }
    }

    /** Makes a transaction hang in each partition, whichever has the offsets of the group. */
    private static void hang(LogFiles files, String topic) throws IOException {
        List<Path> partitions = files.partitions(topic);
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
