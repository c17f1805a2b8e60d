package dev.footfall.aggregator.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Standing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandingTableTest {
    private static final List<Standing> STANDINGS = List.of(Standing.values());
    private static final List<RepoType> TYPES = List.of(RepoType.values());

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void knowsTheLastStandingOfEachNameAsAMapDoes(long seed) {
        var random = new Random(seed);
        var table = new StandingTable();
        Map<RepoId, Standing> expected = new HashMap<>();

        for (int i = 0; i < 40_000; i++) {
            RepoId repo = repo(random.nextInt(20_000));
            Standing standing = STANDINGS.get(random.nextInt(STANDINGS.size()));
            table.put(repo.keyBytes(), standing);
            expected.put(repo, standing);
        }

        for (int number = 0; number < 30_000; number++) {
            RepoId repo = repo(number);
            Standing known = table.of(repo.keyBytes());
            assertEquals(expected.getOrDefault(repo, Standing.UNREGISTERED), known, () -> "seed=" + seed + " " + repo);
        }
    }

    @Test
    void knowsTheLongestAndTheShortestName() {
        var table = new StandingTable();
        var longest = new RepoId(RepoType.DATASET, "n".repeat(96), "m".repeat(96));
        var shortest = new RepoId(RepoType.MODEL, "n", "m");

        table.put(longest.keyBytes(), Standing.PRIVATE);
        table.put(shortest.keyBytes(), Standing.REMOVED);

        assertEquals(Standing.PRIVATE, table.of(longest.keyBytes()));
        assertEquals(Standing.REMOVED, table.of(shortest.keyBytes()));
    }

    private static RepoId repo(int number) {
        return new RepoId(TYPES.get(number % 3), "org-" + number % 7, "x".repeat(1 + number % 90) + number);
    }
}
