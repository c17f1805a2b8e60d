package dev.footfall.ingest.daykeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.VisitorId;
import dev.footfall.events.VisitorKey;
import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.daykeys.DayKeyRegistry.KeyRecord;
import dev.footfall.ingest.sharedlog.InMemorySharedLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DayKeysTest {
    private static final Duration RETENTION = Duration.ofDays(14);
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2019-03-01T23:59:59.999Z");
    private static final VisitorSecret SECRET = new VisitorSecret(new byte[32]);

    private Instant now = NOON;
    private Duration brokersAhead = Duration.ZERO;
    private final InMemorySharedLog<DayKeyRegistry, KeyRecord> log =
            new InMemorySharedLog<>(DayKeyRegistry.TOPIC, () -> now.plus(brokersAhead));

    @Test
    void givesAnAddressOneVisitorForAUtcDayAndAnotherForTheNext() {
        try (DayKeys keys = keys()) {
            Instant midnight = LONG_AGO.plusMillis(1);

            assertEquals(visitor(keys, LONG_AGO.minus(Duration.ofHours(23))), visitor(keys, LONG_AGO));
            assertNotEquals(visitor(keys, LONG_AGO), visitor(keys, midnight));
            assertNotEquals(SECRET.visitor("192.0.2.7", "curl"), visitor(keys, midnight));
        }
    }

    @Test
    void agreesWithOtherIngestsThatRaceForANewDay() {
        List<CompletableFuture<VisitorId>> racing = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> visitorOfNewIngest(LONG_AGO)))
                .limit(8)
                .toList();

        for (var ingest : racing) assertEquals(visitorOfNewIngest(LONG_AGO), ingest.join());
    }

    @Test
    void makesTheKeysOfAMonthAtOnceForAnImportThatGoesThroughIt() {
        try (DayKeys keys = keys()) {
            int before = log.records().size();
            visitor(keys, LONG_AGO);
            int month = log.records().size() - before;
            for (int day = 0; day < month; day++) visitor(keys, LONG_AGO.plus(Duration.ofDays(day)));

            assertEquals(31, month);
            assertEquals(before + month, log.records().size());
        }
    }

    @Test
    void needsTheSecretBesideTheKey() {
        var other = new VisitorSecret("another secret of thirty-two bytes".getBytes(StandardCharsets.UTF_8));

        try (DayKeys keys = keys();
                var stranger = new DayKeys(log, other, RETENTION, () -> now)) {
            assertNotEquals(visitor(keys, NOON), visitor(stranger, NOON));
        }
    }

    @Test
    void asksKafkaForNothingWhenTodayEndsOrWhileADayIsInUse() {
        try (DayKeys keys = keys()) {
            VisitorSecret yesterday = keys.at(NOON.minus(Duration.ofDays(1)));
            int changes = log.changes;
            log.isAway = true;

            now = now.plus(Duration.ofHours(11).plusMinutes(59));
            assertSame(yesterday, keys.at(NOON.minus(Duration.ofDays(1))));
            visitor(keys, NOON);
            visitor(keys, NOON.plus(Duration.ofDays(1)));
            assertEquals(changes, log.changes);
        }
    }

    @Test
    void keepsTheKeyOfADayForAsLongAsItIsUsed() {
        try (DayKeys keys = keys()) {
            VisitorId before = visitor(keys, LONG_AGO);

            for (int days = 0; days < 60; days += 10) {
                now = now.plus(Duration.ofDays(10));
                keys.round();
                assertEquals(before, visitor(keys, LONG_AGO));
            }
        }
    }

    @Test
    void keepsTheKeyUntilNoEventOfTheDayCanCountAndThenDestroysIt() {
        try (DayKeys keys = keys()) {
            VisitorId before = visitor(keys, LONG_AGO);
            List<String> used = keysIn(log);

            now = now.plus(RETENTION).plus(Duration.ofDays(2));
            keys.round();
            assertEquals(before, visitorOfNewIngest(LONG_AGO));
            for (int hours = 0; hours < 17 * 24; hours++) {
                now = now.plus(Duration.ofHours(1));
                keys.round();
                log.compact();
            }

            assertTrue(used.stream().noneMatch(keysIn(log)::contains));
            assertNotEquals(before, visitor(keys, LONG_AGO));
        }
    }

    @Test
    void writesTheEndOfAKeyAgainUntilItIsGone() {
        try (DayKeys keys = keys()) {
            visitor(keys, LONG_AGO);
            now = now.plus(RETENTION).plus(Duration.ofDays(3));
            keys.round();
            keys.round();
            List<String> destroyed = keysIn(log);
            int writes = log.records().size();

            now = now.plus(Duration.ofHours(1));
            keys.round();
            assertTrue(log.records().size() > writes);
            log.compact();

            assertFalse(keysIn(log).containsAll(destroyed));
            int left = log.records().size();
            now = now.plus(Duration.ofHours(1));
            keys.round();
            assertEquals(left, log.records().size());
        }
    }

    @Test
    void refusesADayWithoutAKeyWhileKafkaIsAwayAndAsksItOnceInAWhile() {
        try (DayKeys keys = keys()) {
            log.isAway = true;
            assertThrows(SharedLogUnavailableException.class, () -> keys.at(LONG_AGO));
            log.isAway = false;
            assertThrows(SharedLogUnavailableException.class, () -> keys.at(LONG_AGO));

            now = now.plusSeconds(1);
            keys.at(LONG_AGO);
        }
    }

    @Test
    void doesNotStartWithoutTheKeyOfToday() {
        log.isAway = true;

        assertThrows(SharedLogUnavailableException.class, this::keys);
    }

    @Test
    void destroysNothingForOneWrongClock() {
        try (DayKeys keys = keys()) {
            VisitorId before = visitor(keys, LONG_AGO);

            brokersAhead = Duration.ofDays(60);
            now = now.plus(Duration.ofHours(13));
            keys.round();
            brokersAhead = Duration.ZERO;
            keys.round();
            assertEquals(before, visitorOfNewIngest(LONG_AGO));

            var early = new InMemorySharedLog<>(DayKeyRegistry.TOPIC, () -> NOON);
            try (var right = new DayKeys(early, SECRET, RETENTION, () -> NOON)) {
                visitor(right, LONG_AGO);
                int live = keysIn(early).size();
                new DayKeys(early, SECRET, RETENTION, () -> NOON.plus(Duration.ofDays(60))).close();
                early.compact();
                assertTrue(keysIn(early).size() >= live);
            }
        }
    }

    private VisitorId visitorOfNewIngest(Instant time) {
        try (DayKeys keys = keys()) {
            return visitor(keys, time);
        }
    }

    private DayKeys keys() {
        return new DayKeys(log, SECRET, RETENTION, () -> now, () -> NOON.until(now, ChronoUnit.NANOS));
    }

    private static VisitorId visitor(DayKeys keys, Instant time) {
        return keys.visitor("192.0.2.7", "curl", time);
    }

    /** The keys that can be read in a log, also destroyed ones. */
    private static List<String> keysIn(InMemorySharedLog<DayKeyRegistry, KeyRecord> log) {
        return log.records().stream()
                .flatMap(next -> next.key().stream())
                .map(VisitorKey::key)
                .distinct()
                .toList();
    }
}
