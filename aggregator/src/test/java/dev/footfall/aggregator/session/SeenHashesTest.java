package dev.footfall.aggregator.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.session.Sessionizer.SeenHashes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenHashesTest {
    private final Map<String, HashPage> pages = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private final SeenHashes seen = new SeenHashes(HashPage.of(), new HashPages() {
        @Override
        public HashPage page(int level, long prefix) {
            return pages.computeIfAbsent(level + ":" + prefix, place -> HashPage.of());
        }

        @Override
        public void changed(int level, long prefix) {
            changed.add(level + ":" + prefix);
        }
    });

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void knowsEachHashOnceHoweverMany(long seed) {
        List<Long> hashes = new ArrayList<>(
                new Random(seed).longs(50_000).distinct().boxed().toList());

        for (long hash : hashes) assertTrue(seen.add(hash), "seed=" + seed);

        assertEquals(0, hashes.stream().filter(seen::add).count(), "seed=" + seed);
        assertEquals(changed, pages.keySet());
    }

    @Test
    void keepsPagesSmallAlsoForHashesThatShareTheirFirstBits() {
        for (long i = 0; i < 5_000; i++) assertTrue(seen.add(0x1234_5678_9abc_0000L | i));

        assertEquals(
                0,
                pages.values().stream()
                        .filter(page -> page.size() > HashPage.CAPACITY)
                        .count());
        for (long i = 0; i < 5_000; i++) assertTrue(!seen.add(0x1234_5678_9abc_0000L | i));
    }
}
