package dev.footfall.aggregator.counting.projections;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.HeapBudget;
import dev.footfall.aggregator.counting.Logged;
import dev.footfall.aggregator.counting.MapStores;
import dev.footfall.aggregator.counting.Oracle;
import dev.footfall.aggregator.counting.PartitionCounter;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.NamedCounts;
import dev.footfall.aggregator.session.SessionFiles;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.Observation;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.CountingRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class FilesTest {
    private static final Instant MORNING = Instant.parse("2026-03-01T08:00:00Z");
    private static final VisitorId ALICE = VisitorId.user("alice");
    private static final int HEAP_MOST = 600_000;
    private static final int ROW_MOST = 400_000;

    private int events;

    @Test
    void countsASessionOnceForEachFileThatItHad() {
        NamedCounts files = RowCounts.files(row(
                new Files(),
                List.of(file(ALICE, "a", 0), file(ALICE, "b", 1), file(ALICE, "a", 2), file(ALICE, "a", 60))));

        assertEquals(Map.of("a", new DailyCounts(2, 0, 3, 30), "b", new DailyCounts(1, 0, 1, 10)), files.named());
        assertEquals(new DailyCounts(2, 0, 4, 40), files.total());
        assertEquals(DailyCounts.ZERO, files.other());
        assertFalse(files.bounded());
    }

    @Test
    void takesADownloadBackOfEachFileThatBothOfTwoMergedSessionsHad() {
        NamedCounts files = RowCounts.files(row(
                new Files(),
                List.of(file(ALICE, "a", 0), file(ALICE, "a", 40), file(ALICE, "b", 41), file(ALICE, "c", 20))));

        assertEquals(1, requireNonNull(files.named().get("a")).downloads());
        assertEquals(2, requireNonNull(files.named().get("a")).files());
        assertEquals(1, files.total().downloads());
    }

    @Test
    void countsARequestWithoutAPathAmongTheOthers() {
        NamedCounts files = RowCounts.files(row(new Files(), List.of(file(ALICE, "", 0), file(ALICE, "a", 1))));

        assertEquals(new DailyCounts(1, 0, 1, 10), files.other());
        assertFalse(files.bounded());
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void writesTheSameBytesInWhateverOrderTheEventsComeUpToTwiceTheBound(long seed) {
        var random = new Random(seed);
        List<DownloadEvent> all = new ArrayList<>();
        for (int i = 0; i < 400; i++)
            all.add(file(user(random.nextInt(9)), "f" + random.nextInt(20), random.nextInt(900)));
        byte[] row = row(new Files(10), all);
        Collections.shuffle(all, random);

        assertEquals(sealed(row), sealed(row(new Files(10), all)), "seed=" + seed);
        assertEquals(10, RowCounts.files(row).named().size());
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void addsUpExactlyBeyondTheBoundAndGivesTheSameForTheSameLog(long seed) {
        var random = new Random(seed);
        List<DownloadEvent> all = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            all.add(file(
                    user(random.nextInt(9)), "f" + (int) Math.abs(30 * random.nextGaussian()), random.nextInt(900)));
        }
        byte[] row = row(new Files(5), all);
        NamedCounts files = RowCounts.files(row);

        Map<String, DailyCounts> expected = Oracle.files(
                        all.stream()
                                .map(event -> new Logged(event, MORNING.toEpochMilli()))
                                .toList(),
                        CountingRules.DEFAULT)
                .values()
                .iterator()
                .next();
        assertTrue(files.bounded());
        assertEquals(5, files.named().size(), "seed=" + seed);
        long downloads = files.named().values().stream()
                .mapToLong(DailyCounts::downloads)
                .sum();
        assertEquals(
                expected.values().stream().mapToLong(DailyCounts::downloads).sum(),
                downloads + files.other().downloads(),
                "seed=" + seed);
        assertEquals(2_000, files.total().files());
        files.named().forEach((path, file) -> {
            DailyCounts whole = requireNonNull(expected.get(path));
            assertTrue(whole.downloads() >= file.downloads() && whole.files() >= file.files(), "seed=" + seed);
        });
        assertArrayEquals(row, row(new Files(5), all), "seed=" + seed);
        assertEquals(files, RowCounts.files(SealedDay.of(key(), row, "r@1", 9).storeValue()));
    }

    @Test
    void tellsTheFilesOfManyVisitorsApartWhateverAHostileOneAsksFor() {
        List<DownloadEvent> all = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) all.add(file(user(0), "junk/" + i, 0));
        for (int visitor = 1; visitor < 40; visitor++) {
            for (int i = 0; i < 300; i++) all.add(file(user(0), "junk/" + visitor + "/" + i, 0));
            for (int i = 0; i < 5; i++) all.add(file(user(visitor), "real" + i, 1));
        }

        Map<String, DailyCounts> files =
                RowCounts.files(row(new Files(20), all)).named();

        for (int i = 0; i < 5; i++)
            assertTrue(requireNonNull(files.get("real" + i)).downloads() > 30, files::toString);
    }

    @Test
    void keepsHeapAndRowBoundedForTwoHundredThousandPaths() {
        var stores = new MapStores();
        var rules = new RuleSet("unnamed", CountingRules.DEFAULT, 1, Projections.ALL);
        long most = 0;
        try (var counter = new PartitionCounter(rules, stores, new HeapBudget(1 << 28), (key, totals) -> {})) {
            for (int i = 0; i < 200_000; i++) {
                DownloadEvent event = file(user(i % 700), "data/part-" + i + "-" + "x".repeat(i % 4_000), i % 900);
                Observation observed = Observation.of(event);
                counter.reach(i, MORNING.toEpochMilli());
                counter.count(observed, MORNING.toEpochMilli());
                if (i % 10_000 == 0) {
                    counter.flush();
                    stores.commit();
                    byte[] row = stores.all(PartitionStores.DAILY_ROWS)
                            .values()
                            .iterator()
                            .next();
                    most = Math.max(
                            most,
                            RunningFiles.read(RowFormat.section(row, Files.ID.section())
                                            .orElseThrow())
                                    .heapBytes());
                }
            }
            counter.flush();
        }
        stores.commit();

        byte[] row = stores.all(PartitionStores.DAILY_ROWS).values().iterator().next();
        NamedCounts counts = RowCounts.files(row);
        assertTrue(most < HEAP_MOST, "heap: " + most);
        assertTrue(row.length < ROW_MOST, "row: " + row.length);
        assertTrue(SealedDay.of(key(), row, "r@1", 9).encode().length < ROW_MOST);
        assertTrue(counts.bounded());
        assertEquals(200_000, counts.total().files());
        assertEquals(
                200_000,
                counts.other().files()
                        + counts.named().values().stream()
                                .mapToLong(DailyCounts::files)
                                .sum());
    }

    @Test
    void countsRequestsAloneOfTheFilesOfAVisitorBeyondTheBound() {
        List<DownloadEvent> all = new ArrayList<>();
        for (int i = 0; i < SessionFiles.MOST + 10; i++) all.add(file(ALICE, "f" + i, 0));

        NamedCounts files = RowCounts.files(row(new Files(5_000), all));

        assertTrue(files.bounded());
        assertEquals(
                SessionFiles.MOST,
                files.named().values().stream()
                        .mapToLong(DailyCounts::downloads)
                        .sum());
        assertEquals(DailyCounts.ZERO, files.other());
    }

    @Test
    void isReadFromASealedDayWithAllThatItTells() {
        byte[] row = row(new Files(2), List.of(file(ALICE, "ä\"\n", 0), file(ALICE, "b", 1), file(ALICE, "c", 1)));
        SealedDay day = SealedDay.of(key(), row, "r@1", 9);

        SealedDay read = (SealedDay) SealDecoder.decode(day.encode());

        assertEquals(day, read);
        assertEquals(RowCounts.files(row), RowCounts.files(read.storeValue()));
        assertTrue(RowCounts.files(row).bounded());
        byte[] without = row(DayVisitors.VISITORS, List.of(file(ALICE, "a", 0)));
        assertEquals(new DailyCounts(0, 0, 1, 10), RowCounts.files(without).other());
    }

    @Test
    void costsNothingWhereItIsNotCounted() {
        byte[] plain = row(Hours.HOURS, List.of(file(ALICE, "a", 0)));

        assertFalse(RowFormat.section(plain, Files.ID.section()).isPresent());
        assertTrue(Projections.of(Hours.HOURS).sessionFiles().isEmpty());
    }

    private static String sealed(byte[] row) {
        return SealedDay.of(key(), row, "r@1", 9).sections().toString();
    }

    private static StoreKey key() {
        return StoreKey.ofRow("model/a/b".getBytes(StandardCharsets.US_ASCII), (int)
                LocalDate.parse("2026-03-01").toEpochDay());
    }

    private static VisitorId user(int number) {
        return VisitorId.user("user-" + number);
    }

    private DownloadEvent file(VisitorId visitor, String path, int minute) {
        return new DownloadEvent(
                "e" + events++,
                MORNING.plus(Duration.ofMinutes(minute)),
                new RepoId(RepoType.MODEL, "a", "b"),
                visitor,
                new FileRequest(Via.HTTP, "GET", 200, 10, null),
                new EventDetails(path, null, null, null));
    }

    /** The stored row of these events, in this order, with a flush in between. */
    private static byte[] row(Projection projection, List<DownloadEvent> events) {
        var stores = new MapStores();
        var rules = new RuleSet("unnamed", CountingRules.DEFAULT, 1, Projections.of(projection));
        for (List<DownloadEvent> part :
                List.of(events.subList(0, events.size() / 2), events.subList(events.size() / 2, events.size()))) {
            try (var counter = new PartitionCounter(rules, stores, new HeapBudget(1 << 20), (key, totals) -> {})) {
                for (DownloadEvent event : part) {
                    counter.reach(counter.tally().nextOffset(), MORNING.toEpochMilli());
                    counter.count(Observation.of(event), MORNING.toEpochMilli());
                }
                counter.flush();
            }
            stores.commit();
        }
        return stores.all(PartitionStores.DAILY_ROWS).values().iterator().next();
    }
}
