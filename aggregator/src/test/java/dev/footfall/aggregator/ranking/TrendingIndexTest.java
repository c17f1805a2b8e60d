package dev.footfall.aggregator.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.aggregator.rollup.RepositoryTotals;
import dev.footfall.aggregator.store.StoreKey;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

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
