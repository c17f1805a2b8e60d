package dev.footfall.ingest.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.UserId;
import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.sharedlog.InMemorySharedLog;
import dev.footfall.ingest.users.UserRegistry.UserRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class UserIdsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private volatile Instant now = NOON;
    private volatile Duration setBack = Duration.ZERO;
    private final InMemorySharedLog<UserRegistry, UserRecord> log =
            new InMemorySharedLog<>(UserRegistry.TOPIC, () -> now);

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @Test
    void givesAUserOneIdForGood() {
        try (UserIds ids = ids()) {
            UserId alice = id(ids, "alice");

            assertEquals(alice, id(ids, "alice"));
            assertNotEquals(alice, id(ids, "bob"));
            assertEquals(alice, idOfNewIngest("alice"));
            assertEquals(2, log.records().size());
        }
    }

    @Test
    void agreesWithOtherIngestsThatRaceForNewUsers() {
        Set<String> users =
                IntStream.range(0, 50).mapToObj(number -> "user-" + number).collect(Collectors.toSet());
        List<CompletableFuture<Map<String, UserId>>> racing = IntStream.range(0, 8)
                .mapToObj(any -> CompletableFuture.supplyAsync(() -> {
                    try (UserIds ids = ids()) {
                        return ids.of(users);
                    }
                }))
                .toList();

        for (var ingest : racing) assertEquals(racing.get(0).join(), ingest.join());
        assertEquals(users.size(), log.records().size());
    }

    @Test
    void agreesWithAnIngestThatClaimsTheSameUserAtTheSameTime() {
        try (UserIds ids = ids();
                UserIds other = ids()) {
            var others = new HashMap<String, UserId>();
            log.meanwhile = () -> others.putAll(other.of(Set.of("alice")));

            UserId alice = id(ids, "alice");

            assertEquals(Map.of("alice", alice), others);
            assertEquals(2, log.records().size());
            assertEquals(alice, idOfNewIngest("alice"));
        }
    }

    @Test
    void erasesANameThatAnotherIngestClaimsAtTheSameTime() {
        try (UserIds ids = ids();
                UserIds other = ids()) {
            UserId before = id(ids, "alice");
            var late = UserRecord.of(new UserId(0, 7), "alice");
            log.meanwhile = () -> log.change(any -> List.of(late));

            ids.erase("alice");

            assertEquals(List.of(), namesInLog());
            assertNotEquals(before, idOfNewIngest("alice"));
            assertNotEquals(late.id(), id(other, "alice"));
        }
    }

    @Test
    void writesTheNewUsersOfABatchAtOnce() {
        try (UserIds ids = ids()) {
            ids.of(Set.of("alice", "bob", "carol"));

            assertEquals(1, log.writes);
            ids.of(Set.of("alice", "bob", "carol"));
            assertEquals(1, log.writes);
        }
    }

    @Test
    void erasesANameAndGivesTheNextEventAnotherId() {
        try (UserIds ids = ids()) {
            UserId before = id(ids, "alice");
            UserId bob = id(ids, "bob");

            ids.erase("alice");

            assertFalse(namesInLog().contains("alice"));
            assertNotEquals(before, id(ids, "alice"));
            assertEquals(bob, id(ids, "bob"));
        }
    }

    @Test
    void erasesANameFromAllIdsThatALogWithALostEndGaveIt() {
        var first = new UserId(0, 1);
        var second = new UserId(0, 2);
        log.change(any -> List.of(UserRecord.of(first, "alice"), UserRecord.of(second, "alice")));

        try (UserIds ids = ids()) {
            ids.erase("alice");
        }

        assertEquals(List.of(), namesInLog());
    }

    @Test
    void erasesNothingOfAUserWhomNobodyKnows() {
        try (UserIds ids = ids()) {
            ids.erase("alice");

            assertEquals(List.of(), log.records());
        }
    }

    @Test
    void usesNoIdThatAnotherIngestErasedForLongerThanTheLease() {
        try (UserIds ids = ids();
                UserIds other = ids()) {
            UserId before = id(other, "alice");
            ids.erase("alice");

            now = now.plus(UserIds.LEASE);

            assertNotEquals(before, id(other, "alice"));
            assertEquals(id(ids, "alice"), id(other, "alice"));
        }
    }

    @Test
    void followsOtherIngests() {
        try (UserIds ids = ids();
                UserIds other = ids()) {
            UserId before = id(other, "alice");
            ids.erase("alice");

            other.round();

            assertNotEquals(before, id(other, "alice"));
        }
    }

    @Test
    void knowsUsersForALeaseWithoutKafkaAndNobodyNew() {
        try (UserIds ids = ids()) {
            UserId alice = id(ids, "alice");
            log.isAway = true;

            assertEquals(alice, id(ids, "alice"));
            assertThrows(SharedLogUnavailableException.class, () -> id(ids, "bob"));
            now = now.plus(UserIds.LEASE);
            assertThrows(SharedLogUnavailableException.class, () -> id(ids, "alice"));

            log.isAway = false;
            now = now.plusSeconds(1);
            assertEquals(alice, id(ids, "alice"));
        }
    }

    @Test
    void leasesIdsNoLongerWhileItsClockIsSetBack() {
        try (UserIds ids = ids();
                UserIds other = ids()) {
            UserId before = id(other, "alice");
            ids.erase("alice");

            setBack = Duration.ofHours(1);
            now = now.plus(UserIds.LEASE);

            assertNotEquals(before, id(other, "alice"));
        }
    }

    @Test
    void knowsNewUsersSoonAfterAFailureThoughItsClockIsSetBack() {
        try (UserIds ids = ids()) {
            log.isAway = true;
            assertThrows(SharedLogUnavailableException.class, () -> id(ids, "alice"));
            log.isAway = false;

            setBack = Duration.ofHours(1);
            assertThrows(SharedLogUnavailableException.class, () -> id(ids, "alice"));
            now = now.plusSeconds(1);

            assertEquals(id(ids, "alice"), idOfNewIngest("alice"));
        }
    }

    @Test
    void writesAnErasureAgainUntilItsSegmentIsClosed() {
        try (UserIds ids = ids()) {
            UserId erased = id(ids, "alice");
            ids.erase("alice");
            ids.round();
            assertEquals(2, log.records().size());

            now = now.plus(Duration.ofMinutes(13));
            ids.round();
            ids.round();
            now = now.plus(Duration.ofMinutes(13));
            ids.round();

            assertEquals(
                    List.of(UserRecord.erased(erased), UserRecord.erased(erased)),
                    log.records().subList(1, log.records().size()));
            log.compact();
            assertEquals(List.of(UserRecord.erased(erased)), log.records());
            assertNotEquals(erased, idOfNewIngest("alice"));
        }
    }

    @Test
    void writesAnErasureAgainForNoLongerThanASegmentLastsThoughItsClockIsAhead() {
        try (UserIds ids = ids()) {
            id(ids, "alice");
            ids.erase("alice");

            setBack = Duration.ofHours(-3);
            for (int minute = 0; minute < 60; minute++) {
                now = now.plus(Duration.ofMinutes(1));
                ids.round();
            }

            assertEquals(12, log.records().size()); // the name, its erasure, and one in each minute of a segment
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void namesHaveOneIdAtATimeAndNeverAnErasedOneThroughErasuresCompactionsAndRestarts(long seed) {
        var random = new Random(seed);
        Map<String, UserId> expected = new HashMap<>();
        Set<UserId> erased = new HashSet<>();
        for (int step = 0; step < 200; step++) {
            String user = "user-" + random.nextInt(6);
            try (UserIds ids = ids()) {
                if (random.nextInt(3) == 0) {
                    ids.erase(user);
                    UserId gone = expected.remove(user);
                    if (gone != null) erased.add(gone);
                } else {
                    UserId id = id(ids, user);
                    assertEquals(expected.computeIfAbsent(user, any -> id), id, "seed=" + seed);
                    assertFalse(erased.contains(id), "seed=" + seed);
                }
            }
            if (random.nextInt(9) == 0) log.compact();
            now = now.plus(Duration.ofMinutes(random.nextInt(9)));
        }
        log.compact();
        assertEquals(expected.keySet(), Set.copyOf(namesInLog()), "seed=" + seed);
    }

    private UserIds ids() {
        return new UserIds(log, () -> now.minus(setBack), () -> NOON.until(now, ChronoUnit.NANOS));
    }

    private UserId idOfNewIngest(String user) {
        try (UserIds ids = ids()) {
            return id(ids, user);
        }
    }

    private static UserId id(UserIds ids, String user) {
        Map<String, UserId> found = ids.of(Set.of(user));
        assertTrue(found.containsKey(user));
        return found.values().iterator().next();
    }

    private List<String> namesInLog() {
        log.compact();
        return log.records().stream()
                .flatMap(record -> record.name().stream())
                .sorted()
                .toList();
    }

    @Test
    void hidesTheNameInTheTextOfARecord() {
        assertFalse(UserRecord.of(new UserId(0, 1), "alice").toString().contains("alice"));
    }
}
