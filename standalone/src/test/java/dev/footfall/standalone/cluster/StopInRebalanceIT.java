package dev.footfall.standalone.cluster;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.recovery.SteadyTime;
import dev.footfall.events.RepoId;
import dev.footfall.standalone.PatientHttp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.ClassicGroupState;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that is stopped while one of its threads is in a rebalance, and the other has not heard of it. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class StopInRebalanceIT {
    /** Two heartbeats, by which a thread hears of a rebalance. */
    private static final Duration HEARD = Duration.ofSeconds(4);

    private static final AtomicBoolean HOLDS = new AtomicBoolean();
    private static final AtomicReference<@Nullable Thread> HELD_THREAD = new AtomicReference<>();
    private static final CountDownLatch HELD = new CountDownLatch(1);
    private static final CountDownLatch RELEASED = new CountDownLatch(1);

    @TempDir
    private Path directory;

    @Test
    void endsInOrderAndCanBeStartedAgainAtOnce() throws Exception {
        try (var log = new KnownLog(directory.resolve("kafka"))) {
            AggregatorConfig config = KnownLog.configOfOneIntercepted(
                    log.bootstrapServers(), directory.resolve("1"), 1, FirstThreadHeld.class);
            Aggregator stopped = start(config);
            log.grow(400);
            awaitAll(log, stopped);
            HOLDS.set(true);
            log.grow(400);
            HELD.await();

            try (Aggregator joining = start(KnownLog.config(log.bootstrapServers(), directory.resolve("2"), 2))) {
                awaitRebalance(log);
                Thread.sleep(HEARD.toMillis());
                CompletableFuture<Void> stopping = CompletableFuture.runAsync(stopped::close);
                Awaitility.await().atMost(PatientHttp.PATIENCE).until(StopInRebalanceIT::isStopping);
                RELEASED.countDown();
                stopping.get();

                try (Aggregator again = start(config)) {
                    Awaitility.await()
                            .atMost(Duration.ofMinutes(5))
                            .until(() -> again.standby().readiness().ready());
                    awaitAll(log, again);
                    awaitAll(log, joining);
                }
            }
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

    private static void awaitAll(KnownLog log, Aggregator node) {
        Awaitility.await().atMost(Duration.ofMinutes(5)).untilAsserted(() -> {
            for (RepoId repo : log.repositories()) {
                LocalRead<Optional<DailyCounts>> read = node.standby().totals().of(repo);
                long files = read instanceof LocalRead.Found<Optional<DailyCounts>> found
                        ? found.value().map(DailyCounts::files).orElse(0L)
                        : -1;
                assertEquals(log.files(repo), files, repo::toString);
            }
        });
    }

    private static void awaitRebalance(KnownLog log) {
        String group = KnownLog.STATE.applicationId();
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", log.bootstrapServers()))) {
            Awaitility.await().atMost(PatientHttp.PATIENCE).until(() -> {
                var groups = admin.describeClassicGroups(List.of(group)).all().get();
                return requireNonNull(groups.get(group)).state() == ClassicGroupState.PREPARING_REBALANCE;
            });
        }
    }

    /** True once all threads were told to end, and are waited for. */
    private static boolean isStopping() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread ->
                        thread.getName().endsWith("-CloseThread") && thread.getState() == Thread.State.WAITING);
    }

    /** Keeps the thread that reads something first from all that it would do next. */
    public static final class FirstThreadHeld implements ConsumerInterceptor<byte[], byte[]> {
        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            Thread current = Thread.currentThread();
            if (!HOLDS.get() || !(HELD_THREAD.compareAndSet(null, current) || current.equals(HELD_THREAD.get())))
                return records;
            HELD.countDown();
            try {
                RELEASED.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            // nothing is to be known of commits
        }

        @Override
        public void close() {
            // nothing is open
        }

        @Override
        public void configure(Map<String, ?> settings) {
            // nothing is set
        }
    }
}
