package dev.footfall.standalone.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.recovery.SteadyTime;
import dev.footfall.events.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is lost and nothing is doubled, whatever goes wrong and whenever: each time, every row is the oracle's. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CountingUnderFaultsIT {
    private static final int PORTION = 3_000;
    private static final FaultyClients.Fault NONE = (moment, transactionalId) -> {};

    @TempDir
    private static Path kafka;

    private static TestLog first;
    private static int logs;

    @TempDir
    private Path directory;

    private TestLog log;

    @BeforeAll
    static void startBroker() {
        first = new TestLog(kafka, 0);
    }

    @AfterAll
    static void stopBroker() {
        first.close();
    }

    @BeforeEach
    void startLog() {
        log = first.beside(new Topics("log" + ++logs), 6 * PORTION);
        FaultyClients.set("a", NONE);
        FaultyClients.set("b", NONE);
    }

    @AfterEach
    void stopLog() {
        log.close();
    }

    /** Not after a commit: Kafka Streams would take the transaction for open, and its producer would never close. */
    @Test
    void aThreadThatDiesInAFlushAndItsSuccessorThatDiesBeforeItsCommit() {
        Set<Moment> fatal = ConcurrentHashMap.newKeySet();
        fatal.addAll(List.of(Moment.IN_FLUSH, Moment.BEFORE_COMMIT));
        FaultyClients.set("a", (moment, transactionalId) -> {
            if (fatal.remove(moment)) throw new IllegalStateException("died at " + moment);
        });
        log.grow(PORTION);

        try (Aggregator dying = start(log.config(directory.resolve("state"), "a"))) {
            log.awaitCounted(dying);
            log.grow(PORTION);
            log.assertCounted(dying);
        }
        assertEquals(Set.of(), fatal);
    }

    /** Before the offsets are sent the group fences it; after that, the new owner waits until its transaction ends. */
    @ParameterizedTest
    @EnumSource(names = {"BEFORE_COMMIT", "IN_FLUSH"})
    @Tag("proof")
    void aNodeThatIsStalledWakesUpWhenAnotherHasItsPartitions(Moment moment) throws Exception {
        var stalled = new CountDownLatch(1);
        var takenOver = new CountDownLatch(1);
        FaultyClients.set("a", (now, transactionalId) -> {
            if (now != moment || stalled.getCount() == 0) return;
            stalled.countDown();
            awaitQuietly(takenOver);
        });
        log.grow(PORTION);

        try (Aggregator zombie = start(log.config(directory.resolve("a"), "a"))) {
            stalled.await();
            try (Aggregator owner = start(log.config(directory.resolve("b"), "b"))) {
                log.assertCounted(owner);
                takenOver.countDown();
                log.grow(PORTION);
            }
            log.assertCounted(zombie);
        }
    }

    @Test
    @Tag("proof")
    void aTransactionThatTheBrokerAbortsBeforeItIsCommitted() {
        var come = new AtomicInteger();
        FaultyClients.set("a", (now, transactionalId) -> {
            if (now == Moment.BEFORE_COMMIT && come.incrementAndGet() % 3 == 0) fence(transactionalId);
        });

        try (Aggregator fenced = start(log.config(directory.resolve("state"), "a"))) {
            for (int portion = 1; portion <= 6; portion++) {
                log.grow(PORTION / 2);
                log.awaitCounted(fenced);
            }
            log.assertCounted(fenced);
        }
        assertTrue(come.get() >= 3, () -> "came to it " + come + " times");
    }

    @Test
    @Tag("proof")
    void aTransactionThatTimesOut() {
        var stalled = new CountDownLatch(1);
        FaultyClients.set("a", (now, transactionalId) -> {
            if (now != Moment.BEFORE_COMMIT || stalled.getCount() == 0) return;
            stalled.countDown();
            awaitAborted(transactionalId);
        });
        log.grow(PORTION);

        try (Aggregator slow = start(log.config(directory.resolve("state"), "a"))) {
            log.assertCounted(slow);
        }
    }

    @Test
    @Tag("proof")
    void aNodeThatJoinsAndLeavesWhileTheLogIsCounted() {
        try (Aggregator staying = start(log.config(directory.resolve("a"), "a"))) {
            log.grow(PORTION);
            try (Aggregator guest = start(log.config(directory.resolve("b"), "b"))) {
                log.grow(PORTION);
                Awaitility.await()
                        .atMost(Duration.ofMinutes(5))
                        .until(() -> guest.progress().counted() > 0);
                log.grow(PORTION);
            }
            log.grow(PORTION);
            log.assertCounted(staying);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 20_000})
    @Tag("proof")
    void aHeapThatHoldsAlmostNothing(long bytes) {
        log.grow(2 * PORTION);

        try (Aggregator forgetful =
                start(log.config(directory.resolve("state"), "a").withHeapBudget(bytes))) {
            log.assertCounted(forgetful);
        }
    }

    private static Aggregator start(AggregatorConfig config) {
        var aggregator =
                new Aggregator(config, new SteadyTime(System::nanoTime, System.currentTimeMillis()), sentence -> {
                    throw new IllegalStateException(sentence);
                });
        aggregator.start();
        return aggregator;
    }

    private void fence(String transactionalId) {
        try (Admin admin = admin()) {
            get(admin.fenceProducers(List.of(transactionalId)).all());
        }
    }

    private void awaitAborted(String transactionalId) {
        try (Admin admin = admin()) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> get(admin.describeTransactions(List.of(transactionalId))
                                    .all())
                            .values()
                            .stream()
                            .allMatch(transaction ->
                                    transaction.state().toString().equals("CompleteAbort")));
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", log.bootstrapServers()));
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
