package dev.footfall.aggregator.counting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.projections.SealMark;
import dev.footfall.aggregator.counting.projections.SealedDay;
import dev.footfall.aggregator.counting.projections.SealedSources;
import dev.footfall.aggregator.counting.projections.Sources;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.counts.ExcludedCounts;
import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.Observation;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.CountingRules.Redirects;
import dev.footfall.rules.ExclusionReason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SealedDaysTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-02");
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "org", "name");
    private static final int SEALED_END = 3;
    private static final String RULES = "other@0123456789ab";
    private static final CountingRules PATIENT =
            new CountingRules(Duration.ofMinutes(30), Duration.ofDays(90), Redirects.EXCLUDE);

    private final MapStores stores = new MapStores();

    @Test
    void closesASealedDayForGoodWhateverTheRetention() {
        var sealed = new DailyRow(NOON.toEpochMilli(), new DailyCounts(3, 0, 3, 30), ExcludedCounts.NONE, 0);
        begin(sealed);

        count(3);

        DailyRow row = row();
        assertEquals(sealed.counts(), row.counts());
        assertEquals(Map.of(ExclusionReason.LATE, 3L), row.excluded().byReason());
    }

    @Test
    void opensASealedDayOfWhichNothingWasCounted() {
        begin(new DailyRow(0, DailyCounts.ZERO, new ExcludedCounts(Map.of(ExclusionReason.METHOD, 3L)), 0));

        count(1);
        count(2);

        DailyRow row = row();
        assertEquals(new DailyCounts(3, 0, 3, 30), row.counts());
        assertEquals(Map.of(ExclusionReason.METHOD, 3L), row.excluded().byReason());
    }

    @Test
    void rejectsNoRecordAgainUpToTheLastThatTheSealingHadLookedAt() {
        var sealing = new SealMark.Sealing("other@0123456789ab", SEALED_END, NOON.toEpochMilli(), DAY);
        long logBegin = SEALED_END - 1;
        try (PartitionCounter counter = counter()) {
            var mark = new SealMark(List.of(sealing), Map.of("json", 1L), SEALED_END, logBegin);
            counter.sealed().complete(mark, logBegin);

            for (long offset = logBegin; offset < SEALED_END + 2; offset++) {
                counter.reach(offset, NOON.toEpochMilli());
                assertEquals(offset >= SEALED_END, counter.reject("json"));
            }

            assertEquals(Map.of("json", 3L), counter.tally().rejected());
        }
    }

    @Test
    void countsNoFileOfASourceAgainThatWasSealedWithItsRepository() {
        var counted = new SourceFiles("files-1", NOON, Map.of(Via.HTTP, new SourceFiles.Way(2, NOON)));
        try (PartitionCounter counter = counter()) {
            counter.sealed().load(new SealedSources(REPO.key(), RULES, 2, List.of(counted)), 0);
            counter.sealed().complete(mark(2, 1), 1);

            for (long offset = 1; offset < 3; offset++) {
                Observation event = event(NOON.plus(Duration.ofDays(offset)));
                counter.reach(offset, NOON.toEpochMilli());
                assertFalse(counter.holds(event));
                counter.count(event, NOON.toEpochMilli());
            }
            counter.flush();
        }
        stores.commit();

        byte[] totals = stores.all(PartitionStores.TOTALS).values().iterator().next();
        assertEquals(
                List.of(3L), Sources.of(totals).stream().map(SourceFiles::files).toList());
    }

    @Test
    void isAsNewAsTheSealingOnlyWhereAllOfItsLogIsGone() {
        for (long logBegin = 2; logBegin <= 3; logBegin++) {
            try (var counter = counter()) {
                counter.sealed().complete(mark(3, logBegin), logBegin);

                long newest = logBegin == 3 ? NOON.toEpochMilli() : 0;
                assertEquals(newest, counter.tally().newestLogTimeMillis());
            }
        }
    }

    @Test
    void isAsNewAsTheNewestRecordAlsoAfterOneOfAnEarlierLogTime() {
        try (var counter = counter()) {
            counter.reach(0, NOON.toEpochMilli());
            counter.reach(1, NOON.toEpochMilli() - 1);

            assertEquals(NOON.toEpochMilli(), counter.tally().newestLogTimeMillis());
        }
    }

    private static SealMark mark(long end, long logBegin) {
        return new SealMark(
                List.of(new SealMark.Sealing(RULES, end, NOON.toEpochMilli(), DAY)), Map.of(), end, logBegin);
    }

    private void begin(DailyRow row) {
        var day = new SealedDay(
                REPO.key(), DAY, "other@0123456789ab", SEALED_END, row, StoreKey.ofRepository(new byte[0]));
        var mark = new SealMark(
                List.of(new SealMark.Sealing("other@0123456789ab", SEALED_END, NOON.toEpochMilli(), DAY.plusDays(1))),
                Map.of(),
                SEALED_END,
                SEALED_END);
        try (PartitionCounter counter = counter()) {
            counter.sealed().load(day, 0);
            counter.sealed().complete(mark, SEALED_END);
            counter.flush();
            stores.commit();
        }
    }

    /** Counts visits that are hours apart, a minute after the day was sealed. */
    private void count(int events) {
        try (PartitionCounter counter = counter()) {
            for (int i = 0; i < events; i++) {
                long offset = counter.tally().nextOffset();
                Instant time = NOON.plus(Duration.ofHours(offset));
                long logTime = NOON.plus(Duration.ofDays(1)).toEpochMilli() + offset;
                counter.reach(offset, logTime);
                Observation event = event(time);
                assertFalse(counter.holds(event));
                counter.count(event, logTime);
            }
            counter.flush();
            stores.commit();
        }
    }

    private static Observation event(Instant time) {
        var request = new FileRequest(Via.HTTP, "GET", 200, 10, null, null);
        var details = new EventDetails("file", null, "curl/8", "files-1", null, null);
        VisitorId visitor = VisitorId.anonymous("0123456789abcdef0123456789abcdef");
        return Observation.of(new DownloadEvent(time.toString(), time, REPO, visitor, request, details));
    }

    private DailyRow row() {
        return RowFormat.decode(
                stores.all(PartitionStores.DAILY_ROWS).values().iterator().next());
    }

    private PartitionCounter counter() {
        return new PartitionCounter(
                new RuleSet("unnamed", PATIENT, 1, Projections.ALL),
                stores,
                new HeapBudget(1 << 20),
                (repository, totals) -> {});
    }
}
