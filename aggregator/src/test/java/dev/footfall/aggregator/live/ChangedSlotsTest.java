package dev.footfall.aggregator.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From a version on it knows every change, or says that it does not. */
@Tag("slow")
class ChangedSlotsTest {
    private static final int CHANGES = 64;
    private static final int VERSIONS = 8;

    private final ChangedSlots changed = new ChangedSlots(CHANGES, VERSIONS);
    private final List<List<Integer>> byVersion = new ArrayList<>(List.of(new ArrayList<>()));

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void knowsEveryChangeOrSaysThatItDoesNot(long seed) {
        var random = new Random(seed);
        for (int step = 0; step < 2_000; step++) {
            if (random.nextInt(1 + random.nextInt(30)) == 0) begin();
            else add(random.nextInt(1_000));
            compare("seed=" + seed + " step=" + step);
        }
    }

    private void begin() {
        changed.begin(byVersion.size());
        byVersion.add(new ArrayList<>());
    }

    private void add(int slot) {
        changed.add(slot);
        byVersion.get(byVersion.size() - 1).add(slot);
    }

    private void compare(String shown) {
        int newest = byVersion.size() - 1;
        for (int version = Math.max(0, newest - 2 * VERSIONS); version <= newest; version++) {
            List<Integer> expected = byVersion.subList(version, newest + 1).stream()
                    .flatMap(List::stream)
                    .toList();
            long start = changed.startOf(version, newest);
            boolean isKept = newest - version < VERSIONS && expected.size() <= CHANGES;
            assertEquals(isKept, start >= 0, shown + " version=" + version);
            if (!isKept) continue;
            assertTrue(changed.has(start));
            assertEquals(
                    expected,
                    LongStream.range(start, changed.end())
                            .mapToObj(changed::slot)
                            .toList(),
                    shown);
        }
    }
}
