package dev.footfall.aggregator.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.RecentDownloads;
import dev.footfall.aggregator.counts.RepositoryTotals;
import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.NameRule;
import dev.footfall.aggregator.query.NameSearch;
import dev.footfall.aggregator.query.SearchHit;
import dev.footfall.aggregator.query.Spike;
import dev.footfall.aggregator.query.SpikeRule;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrendingIndexTest {
    private static final LocalDate DAY = LocalDate.of(2026, 5, 4);

    private final TrendingIndex index = new TrendingIndex();

    @Test
    void ranksTiesByLikesWhetherHeardBeforeOrAfterTheFirstDownload() {
        index.putLikes(key("early"), 5);
        put("early");
        put("late");
        put("none");
        index.putLikes(key("late"), 7);

        assertEquals(List.of("org/late 7", "org/early 5", "org/none 0"), top());
    }

    @Test
    void showsNothingThatIsOnlyLiked() {
        index.putLikes(key("liked"), 5);
        put("loaded");

        assertEquals(List.of("org/loaded 0"), top());
    }

    @Test
    void forgetsLikesThatWereTakenBack() {
        index.putLikes(key("a"), 1);
        index.putLikes(key("a"), 0);
        put("a");
        put("b");
        index.putLikes(key("b"), 1);
        index.putLikes(key("b"), 0);

        assertEquals(List.of("org/a 0", "org/b 0"), top());
    }

    /** To ask if a repository may be shown can take as long as a read from a store. */
    @Test
    void isWrittenWhileASearchAsksIfARepositoryMayBeShown() {
        put("a");

        var search = new NameSearch("a", Optional.empty(), NameRule.WORDS);
        List<SearchHit> hits = index.named(search, ListPage.first(1), repo -> {
            CompletableFuture.runAsync(() -> put("b"))
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
            return true;
        });

        assertEquals(1, hits.size());
    }

    @Test
    void showsARepositoryFromItsFirstDownloadOn() {
        put("early");
        assertEquals(List.of("org/early 0"), top());

        index.put(key("first"), RepositoryTotals.ZERO.plus(new DailyCounts(1, 0, 1, 0), (int) DAY.toEpochDay()));

        assertEquals(List.of("org/early 0", "org/first 0"), top());
    }

    @Test
    void showsNoRepositoryBelowItsHeadBeforeOthersThatAreThere() {
        for (int repo = 0; repo < Ranking.LENGTH + 100; repo++) {
            put("r" + repo);
            index.putLikes(key("r" + repo), 1_000 - repo);
        }
        assertEquals("org/r0 1000", top().get(0));
        index.putLikes(key("r" + (Ranking.LENGTH + 50)), 300);
        index.flushed();

        List<TrendingRow> rows = index.top(
                new TrendingQuery(RepoType.MODEL, DAY, DAY, 1),
                repo -> Integer.parseInt(repo.name().substring(1)) >= Ranking.LENGTH,
                (range, visitor) -> {});

        assertEquals("org/r" + Ranking.LENGTH, rows.get(0).repo().fullName());
    }

    @Test
    void knowsTheDownloadsOfOneRepositoryWhereItsDaysAreOnTheHeap() {
        put("loaded");
        var today = new TrendingQuery(RepoType.MODEL, DAY, DAY, 10);
        var allThatIsThere = new TrendingQuery(RepoType.MODEL, DAY.minusDays(RecentDownloads.DAYS - 1), DAY, 10);
        var longAgo = new TrendingQuery(RepoType.MODEL, DAY.minusDays(RecentDownloads.DAYS), DAY, 10);
        var loaded = new RepoId(RepoType.MODEL, "org", "loaded");

        assertEquals(OptionalLong.of(3), index.downloads(loaded, today));
        assertEquals(OptionalLong.of(3), index.downloads(loaded, allThatIsThere));
        assertEquals(OptionalLong.empty(), index.downloads(loaded, longAgo));
        assertEquals(OptionalLong.of(0), index.downloads(new RepoId(RepoType.MODEL, "org", "never"), longAgo));
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsADayWithManyMoreDownloadsThanTheMedianOfTheDaysBefore(long seed) {
        var random = new Random(seed);
        var rule = new SpikeRule(2 + random.nextInt(4), 1 + random.nextInt(20));
        List<Spike> expected = new ArrayList<>();
        for (int repo = 0; repo < 200; repo++) {
            RepositoryTotals totals = RepositoryTotals.ZERO;
            List<Long> before = new ArrayList<>();
            for (int back = 40; back >= 0; back--) {
                long downloads = random.nextInt(3) == 0 ? 0 : random.nextInt(back == 0 ? 60 : 12);
                totals = totals.plus(new DailyCounts(downloads, 0, downloads, 0), (int) DAY.toEpochDay() - back);
                if (back > 0 && back <= 28) before.add(downloads);
                if (back > 0) continue;
                long median = before.stream().sorted().toList().get(13);
                if (downloads >= rule.minimum() && downloads > rule.factor() * median) {
                    expected.add(new Spike(new RepoId(RepoType.MODEL, "org", "r" + repo), DAY, downloads, median));
                }
            }
            index.put(key("r" + repo), totals);
        }

        assertEquals(expected, index.spikes(DAY, rule), "seed=" + seed);
        assertEquals(List.of(), index.spikes(DAY.minusDays(70), rule), "not on the heap with the days before");
    }

    private void put(String name) {
        var totals = RepositoryTotals.ZERO.plus(new DailyCounts(3, 1, 4, 0), (int) DAY.toEpochDay());
        index.put(key(name), totals);
    }

    private static StoreKey key(String name) {
        return StoreKey.ofRepository(new RepoId(RepoType.MODEL, "org", name).keyBytes());
    }

    private List<String> top() {
        index.flushed();
        return index.top(new TrendingQuery(RepoType.MODEL, DAY, DAY, 10), repo -> true, (range, visitor) -> {}).stream()
                .map(row -> row.repo().fullName() + " " + row.likes())
                .toList();
    }
}
