package dev.footfall.standalone.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.footfall.events.TopicSpec;
import dev.footfall.events.VisitorId;
import dev.footfall.events.VisitorKey;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.daykeys.DayKeyRegistry;
import dev.footfall.ingest.daykeys.DayKeys;
import dev.footfall.ingest.publish.PublisherConfig;
import dev.footfall.ingest.sharedlog.KafkaSharedLog;
import dev.footfall.ingest.sharedlog.SharedLogFollower;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.operations.topics.TopicAdmin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A topic whose ingests write in turn, that of visitors' keys, or its coordinator's, has lost its end. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CutVisitorKeysIT {
    private static final LocalDate PAST = LocalDate.of(2026, 1, 5);
    private static final VisitorSecret SECRET = new VisitorSecret(new byte[32]);

    private static final String COORDINATOR = "__transaction_state";

    @TempDir
    private Path directory;

    @Test
    void keepsTheKeyWhoseCommitIsLost() throws IOException {
        VisitorId before = visitor(PAST);
        cutMarker();

        assertEquals(before, visitor(PAST));
    }

    @Test
    void makesAnotherKeyWhereTheCoordinatorHasLostTheTransaction() throws IOException {
        VisitorId before = visitor(PAST);
        LogFiles files = cutMarker();
        for (Path partition : files.partitions(COORDINATOR)) LogFiles.truncate(partition, 0);

        VisitorId after = visitor(PAST);

        assertNotEquals(before, after);
        assertEquals(after, visitor(PAST));
    }

    /** As from a backup of all, and a later one of the keys. */
    @Test
    @Tag("proof")
    void makesNewKeysAtOnceWhereTheCoordinatorIsOlderThanTheKeys() throws IOException {
        visitor(PAST);
        var files = new LogFiles(directory);
        Map<Path, Long> before = new HashMap<>();
        for (Path partition : files.partitions(COORDINATOR)) before.put(partition, LogFiles.length(partition));
        run(keys -> {
            for (int days = 1; days <= 60; days++) visitor(keys, PAST.minusDays(days));
            return PAST;
        });
        for (Path partition : new LogFiles(directory).partitions(COORDINATOR))
            LogFiles.truncate(partition, before.getOrDefault(partition, 0L));

        assertNotEquals(visitor(PAST), visitor(PAST.minusDays(61)));
    }

    private LogFiles cutMarker() throws IOException {
        var files = new LogFiles(directory);
        LogFiles.cutLastBatch(files.partitions(TopicSpec.VISITOR_KEYS.topic()).get(0));
        return files;
    }

    /** The visitor of one address on a day, by an ingest that has just started. */
    private VisitorId visitor(LocalDate day) {
        return run(keys -> visitor(keys, day));
    }

    private static VisitorId visitor(DayKeys keys, LocalDate day) {
        return keys.visitor("192.0.2.7", "curl/8.5", day.atTime(12, 0).toInstant(ZoneOffset.UTC));
    }

    private <T> T run(Function<DayKeys, T> ingest) {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            new TopicAdmin(Map.of("bootstrap.servers", broker.bootstrapServers())).ensure(1, Optional.empty());
            var config = new PublisherConfig(broker.bootstrapServers(), Map.of());
            var log = new KafkaSharedLog<>(config, DayKeyRegistry.TOPIC);
            try (var keys = new DayKeys(log, SECRET, Duration.ofDays(14), Clock.systemUTC())) {
                T answer = ingest.apply(keys);
                assertFollowersKnow(config, PAST);
                return answer;
            }
        }
    }

    private static void assertFollowersKnow(PublisherConfig config, LocalDate day) {
        try (var keys = new SharedLogFollower<>(config, DayKeyRegistry.TOPIC, "follower")) {
            assertEquals(Optional.of(day), keys.state().key(day).map(VisitorKey::day));
        }
    }
}
