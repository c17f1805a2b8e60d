package dev.footfall.aggregator.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.counts.ExcludedCounts;
import dev.footfall.aggregator.counts.RepositoryTotals;
import dev.footfall.aggregator.live.TrendingIndex;
import dev.footfall.aggregator.query.CountedDay;
import dev.footfall.aggregator.query.CountedDays;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the rows of a range are found, they are those that looking at every row finds. */
class StoredRowsPropertyTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

    private static final List<RepoType> TYPES = List.of(RepoType.values());

    private final SortedStore store = new SortedStore();
    private final TrendingIndex ranking = new TrendingIndex();
    private final Map<RepoId, RepositoryTotals> totals = new HashMap<>();
    private final List<ReadDay> rows = new ArrayList<>();

    private record ReadDay(RepoId repo, LocalDate date, DailyRow row) {
        static ReadDay of(CountedDay day) {
            return new ReadDay(day.repo(), day.date(), day.row());
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsTheSameRowsWithTheRankingAndWithout(long seed) {
        var random = new Random(seed);
        int repositories = 1 + random.nextInt(60);
        for (int number = 0; number < repositories; number++) {
            RepoId repo = repo(number);
            for (int age = random.nextInt(200); age >= 0; age -= 1 + random.nextInt(40)) {
                put(repo, TODAY.minusDays(age), random.nextInt(4));
            }
        }

        for (int question = 0; question < 100; question++) {
            RowRange range = range(random);
            List<ReadDay> expected = naive(range);
            String context = "seed=" + seed + " " + range;
            assertEquals(expected, read(range, Optional.empty()), context);
            assertEquals(expected, read(range, Optional.of(ranking)), context);
        }
        assertEquals(0, store.open(), "all iterators are closed");
    }

    @Test
    void seeksNoRepositoryThatHasNothingInTheRange() {
        for (int number = 0; number < 200; number++) put(repo(number), TODAY.minusDays(number % 2 == 0 ? 50 : 0), 1);
        put(repo(7), TODAY.minusDays(3), 1);
        put(repo(11), TODAY.minusDays(3), 0);
        var range = new RowRange(Optional.empty(), TODAY.minusDays(5), TODAY.minusDays(2));

        assertEquals(1, read(range, Optional.of(ranking)).size());

        assertEquals(1, store.read());
        assertEquals(1, store.ranges());
    }

    @Test
    void getsTheRowsOfFewDaysByTheirKeys() {
        for (int number = 0; number < 200; number++) put(repo(number), TODAY.minusDays(50), 1);
        put(repo(7), TODAY.minusDays(3), 1);

        var range = new RowRange(Optional.empty(), TODAY.minusDays(4), TODAY.minusDays(2));
        assertEquals(1, read(range, Optional.of(ranking)).size());

        assertEquals(0, store.ranges());
        assertEquals(3, store.gets());
    }

    @Test
    void looksAtAllRowsWhereMostRepositoriesHaveSomething() {
        for (int number = 0; number < 50; number++) put(repo(number), TODAY, 1);

        assertEquals(
                50,
                read(new RowRange(Optional.empty(), TODAY, TODAY), Optional.of(ranking))
                        .size());

        assertTrue(store.ranges() <= TYPES.size(), store.ranges() + " ranges");
    }

    @Test
    void findsEachRowOnceWhereAPeriodReachesBackBefore1970() {
        for (int day = 0; day < 3; day++) put(repo(0), LocalDate.EPOCH.plusDays(day), 1 + day);
        for (int number = 1; number < 200; number++) put(repo(number), LocalDate.EPOCH.plusDays(9), 1);

        for (int first = -5; first < 3; first++) {
            for (int last = first; last < 4; last++) {
                var range =
                        new RowRange(Optional.empty(), LocalDate.EPOCH.plusDays(first), LocalDate.EPOCH.plusDays(last));
                List<ReadDay> expected = naive(range);
                assertEquals(expected, read(range, Optional.empty()), range::toString);
                assertEquals(expected, read(range, Optional.of(ranking)), range::toString);
                assertEquals(
                        expected,
                        StoredRows.listOf(
                                store,
                                repo(0),
                                range.from(),
                                range.to(),
                                row -> ReadDay.of(StoredRows.day(repo(0), row))),
                        range::toString);
            }
        }
    }

    @Test
    void knowsARepositoryByADayOnWhichNothingCounted() {
        put(repo(1), LocalDate.EPOCH, 0);
        put(repo(4), TODAY, 0);

        for (int number = 0; number < 20; number++) {
            boolean isKnown = number == 1 || number == 4;
            assertEquals(isKnown, StoredRows.hasAny(store, repo(number).keyBytes()), "repository " + number);
            assertFalse(StoredRows.hasAny(store, NearbyKey.of(repo(number))));
        }
        assertEquals(0, store.open(), "all iterators are closed");
    }

    private static RepoId repo(int number) {
        return new RepoId(TYPES.get(number % 3), "o" + number % 5, "r" + number);
    }

    /** With so many downloads; with none, one event was not counted. */
    private void put(RepoId repo, LocalDate date, int downloads) {
        var counts = new DailyCounts(downloads, 0, 2L * downloads, 0);
        byte[] row = RowFormat.encode(new DailyRow(0, counts, ExcludedCounts.NONE, 0));
        store.put(StoreKey.ofRow(repo.keyBytes(), (int) date.toEpochDay()).bytes(), row);
        if (downloads > 0) rows.add(ReadDay.of(new StoredDay(repo, date, row)));
        RepositoryTotals before = totals.getOrDefault(repo, RepositoryTotals.ZERO);
        RepositoryTotals now = before.plus(counts, (int) date.toEpochDay());
        totals.put(repo, now);
        ranking.put(StoreKey.ofRepository(repo.keyBytes()), now);
        ranking.flushed();
    }

    private static RowRange range(Random random) {
        LocalDate from = TODAY.minusDays(random.nextInt(random.nextBoolean() ? 120 : 8));
        Optional<RepoType> type = random.nextBoolean()
                ? Optional.empty()
                : Optional.of(repo(random.nextInt(3)).type());
        return new RowRange(type, from, from.plusDays(random.nextInt(random.nextBoolean() ? 3 : 100)));
    }

    private List<ReadDay> naive(RowRange range) {
        return rows.stream()
                .filter(row -> range.types().contains(row.repo().type()))
                .filter(row -> !row.date().isBefore(range.from()))
                .filter(row -> !row.date().isAfter(range.to()))
                .sorted((one, other) -> one.repo().equals(other.repo())
                        ? one.date().compareTo(other.date())
                        : one.repo().compareTo(other.repo()))
                .toList();
    }

    private List<ReadDay> read(RowRange range, Optional<TrendingIndex> known) {
        List<ReadDay> read = new ArrayList<>();
        try (CountedDays days = StoredRows.open(store, known, range, false)) {
            days.forEachRemaining(day -> read.add(ReadDay.of(day)));
        }
        return read;
    }
}
