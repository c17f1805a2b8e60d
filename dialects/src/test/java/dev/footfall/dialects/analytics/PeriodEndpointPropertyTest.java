package dev.footfall.dialects.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.question.RepositoryCounts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first models, of which many have the same number, against a sort of all. */
class PeriodEndpointPropertyTest {
    private static final List<RepoType> TYPES = List.of(RepoType.values());
    private static final LocalDate DAY = LocalDate.parse("2026-11-20");
    private static final Comparator<RepositoryCounts> ORDER = Comparator.<RepositoryCounts>comparingLong(
                    counted -> counted.counts().bytes())
            .reversed()
            .thenComparing(counted -> counted.repo().mixedName());

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theFirstAreThoseOfAllInTheirOrder(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<RepositoryCounts> all = counted(random);
            int most = 1 + random.nextInt(45);

            List<RepositoryCounts> first = PeriodEndpoint.first(most, all, HourCounts::bytes);

            List<RepositoryCounts> expected =
                    all.stream().sorted(ORDER).limit(most).toList();
            assertEquals(expected, first, "seed=" + seed);
        }
    }

    private static List<RepositoryCounts> counted(Random random) {
        List<RepositoryCounts> all = new ArrayList<>();
        for (int i = random.nextInt(40); i > 0; i--) {
            var repo = new RepoId(TYPES.get(i % TYPES.size()), "o" + random.nextInt(3), "r" + i);
            long bytes = random.nextInt(9) == 0 ? Long.MAX_VALUE : random.nextInt(4);
            all.add(new RepositoryCounts(repo, new HourCounts(0, 1, bytes), DAY, DAY));
        }
        return all;
    }
}
