package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UserNamesTest {
    private static final UserId FIRST = new UserId(0, 1);
    private static final UserId SECOND = new UserId(0, 2);

    private record Claim(UserId id, Optional<String> name) {}

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @Test
    void givesANameToTheFirstIdThatClaimsIt() {
        UserNames names = replay(List.of(claim(FIRST, "alice"), claim(SECOND, "alice")));

        assertEquals(Optional.of(FIRST), names.idOf("alice"));
        assertEquals(Optional.of("alice"), names.nameOf(SECOND));
        assertEquals(Set.of(FIRST, SECOND), new HashSet<>(names.idsOf("alice")));
    }

    @Test
    void keepsTheOrderOfClaimsThatAreReadAgain() {
        UserNames names = replay(List.of(claim(FIRST, "alice"), claim(SECOND, "alice"), claim(FIRST, "alice")));

        assertEquals(Optional.of(FIRST), names.idOf("alice"));
    }

    @Test
    void givesANameToTheNextClaimWhereTheFirstWasErased() {
        UserNames names = replay(List.of(claim(FIRST, "alice"), claim(SECOND, "alice"), erased(FIRST)));

        assertEquals(Optional.of(SECOND), names.idOf("alice"));
        assertEquals(Optional.empty(), names.nameOf(FIRST));
    }

    /** Racing ingests claim names that others have claimed, erase some of a name's ids, and brokers compact at any time. */
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void readsTheSameNamesFromACompactedLog(long seed) {
        var random = new Random(seed);
        List<Claim> log = new ArrayList<>();
        List<Claim> compacted = new ArrayList<>();
        for (int step = 0; step < 100; step++) {
            Claim next = random.nextInt(3) > 0 || log.isEmpty()
                    ? claim(new UserId(seed, step), "user-" + random.nextInt(3))
                    : erased(log.get(random.nextInt(log.size())).id());
            log.add(next);
            compacted.add(next);
            if (random.nextInt(5) == 0) compact(compacted, random.nextInt(compacted.size() + 1), random.nextBoolean());
            assertEquals(idsOfAll(replay(log)), idsOfAll(replay(compacted)), "seed=" + seed + " step=" + step);
        }
    }

    private static List<Optional<UserId>> idsOfAll(UserNames names) {
        return List.of(names.idOf("user-0"), names.idOf("user-1"), names.idOf("user-2"));
    }

    /** Takes from the closed segments each record that has a later one of its key there, and, if they are old, tombstones. */
    private static void compact(List<Claim> log, int closed, boolean tombstonesAreOld) {
        for (int i = closed - 1; i >= 0; i--) {
            Claim record = log.get(i);
            boolean isReplaced = log.subList(i + 1, Math.max(i + 1, closed)).stream()
                    .anyMatch(later -> later.id().equals(record.id()));
            if (isReplaced) {
                log.remove(i);
                closed--;
            }
        }
        if (tombstonesAreOld)
            log.subList(0, closed).removeIf(record -> record.name().isEmpty());
    }

    private static UserNames replay(List<Claim> log) {
        var names = new UserNames();
        for (Claim next : log) names.replay(next.id(), next.name());
        return names;
    }

    private static Claim claim(UserId id, String name) {
        return new Claim(id, Optional.of(name));
    }

    private static Claim erased(UserId id) {
        return new Claim(id, Optional.empty());
    }
}
