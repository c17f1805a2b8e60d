package dev.footfall.standalone.daykeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.TopicSpec;
import dev.footfall.events.VisitorId;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.daykeys.DayKeyRegistry;
import dev.footfall.ingest.daykeys.DayKeyRegistry.KeyRecord;
import dev.footfall.ingest.daykeys.DayKeys;
import dev.footfall.ingest.publish.PublisherConfig;
import dev.footfall.ingest.sharedlog.KafkaSharedLog;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.BrokerFiles;
import dev.footfall.standalone.LogReader;
import dev.footfall.standalone.PatientHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of days in a Kafka. */
class VisitorKeyLogIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final VisitorSecret SECRET = new VisitorSecret(new byte[32]);
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);
    private static final int DAYS = 5;
    private static final int INGESTS = 4;

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory, 0);
        new TopicAdmin(Map.of("bootstrap.servers", broker.bootstrapServers())).ensure(2, Optional.empty());
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void racingIngestsAgreeOnEachDayAndKeepItsKeyThroughARestart() {
        List<CompletableFuture<List<VisitorId>>> racing = IntStream.range(0, INGESTS)
                .mapToObj(ingest -> CompletableFuture.supplyAsync(() -> visitors(ingest)))
                .toList();

        List<VisitorId> restarted =
                racing.get(0).thenApply(first -> visitors(0)).join();
        for (var ingest : racing) assertEquals(restarted, ingest.join());
        assertEquals(DAYS, new HashSet<>(restarted).size());
    }

    /** The visitors of one address on each day, by an ingest of its own that begins with another day than the others. */
    private static List<VisitorId> visitors(int ingest) {
        try (DayKeys keys = keys(Duration.ZERO)) {
            for (int i = 0; i < DAYS; i++) visitor(keys, (i + ingest) % DAYS);
            return IntStream.range(0, DAYS).mapToObj(day -> visitor(keys, day)).toList();
        }
    }

    private static VisitorId visitor(DayKeys keys, int day) {
        Instant noon = Instant.parse(FIRST.plusDays(day) + "T12:00:00Z");
        return keys.visitor("192.0.2.7", "curl/8.5", noon);
    }

    @Test
    void aDestroyedKeyIsGoneFromTheTopicAndFromTheDisk() throws Exception {
        BrokerFiles.hasten(broker.bootstrapServers(), TopicSpec.VISITOR_KEYS.topic());
        LocalDate closed = LocalDate.of(2025, 3, 1);
        VisitorId before;
        String key;
        try (DayKeys keys = keys(Duration.ZERO);
                var log = new KafkaSharedLog<>(config(), DayKeyRegistry.TOPIC)) {
            before = keys.visitor("192.0.2.7", "curl/8.5", Instant.parse(closed + "T12:00:00Z"));
            key = Awaitility.await()
                    .atMost(PatientHttp.PATIENCE)
                    .until(() -> log.change(registry -> List.of()).key(closed), Optional::isPresent)
                    .orElseThrow()
                    .key();
            assertTrue(isOnDisk(key));
            assertTrue(values().contains(key));

            log.change(registry -> List.of(KeyRecord.destroyed(closed)));
        }

        // the rounds of the hours after that
        for (int hours = 1; hours <= 2; hours++) keys(Duration.ofHours(hours)).close();
        Awaitility.await().atMost(PATIENCE).until(() -> !values().contains(key) && !isOnDisk(key));
        try (DayKeys keys = keys(Duration.ZERO)) {
            assertFalse(keys.visitor("192.0.2.7", "curl/8.5", Instant.parse(closed + "T12:00:00Z"))
                    .equals(before));
        }
    }

    private static DayKeys keys(Duration later) {
        return new DayKeys(
                new KafkaSharedLog<>(config(), DayKeyRegistry.TOPIC),
                SECRET,
                Duration.ofDays(14),
                () -> Instant.now().plus(later));
    }

    private static PublisherConfig config() {
        return new PublisherConfig(broker.bootstrapServers(), Map.of());
    }

    private static String values() {
        var values = new ArrayList<String>();
        for (var next : LogReader.records(broker.bootstrapServers(), TopicSpec.VISITOR_KEYS.topic())) {
            if (next.value() != null) values.add(new String(next.value(), StandardCharsets.UTF_8));
        }
        return values.toString();
    }

    private static boolean isOnDisk(String key) throws IOException {
        return !BrokerFiles.filesWith(key, directory).isEmpty();
    }
}
