package dev.footfall.aggregator.counting.projections;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.HeapBudget;
import dev.footfall.aggregator.counting.MapStores;
import dev.footfall.aggregator.counting.PartitionCounter;
import dev.footfall.aggregator.counting.RandomLog;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.NamedCounts;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.Observation;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.rules.SlotRule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionsTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "a", "b");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final long BYTES = 10;
    private static final int MOST = 20;

    private int number;

    @Test
    void givesADownloadToTheRevisionOfItsFirstFileAndEachFileToItsOwn() {
        List<DownloadEvent> events = List.of(
                event("alice", NOON.plusSeconds(60), "v1"),
                event("alice", NOON, "main"),
                event("bob", NOON, null),
                event("carol", NOON, "main"));

        NamedCounts counts = revisions(count(NameProjection.revisions(MOST), events));

        assertEquals(new DailyCounts(2, 0, 2, 2 * BYTES), counts.named().get("main"));
        assertEquals(new DailyCounts(0, 0, 1, BYTES), counts.named().get("v1"));
        assertEquals(new DailyCounts(1, 0, 1, BYTES), counts.named().get(""));
        assertEquals(DailyCounts.ZERO, counts.other());
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void countsTheSameInAnyOrderWithinTheBound(long seed) {
        List<DownloadEvent> events = new RandomLog(seed, CountingRules.DEFAULT.gap()).events(400);
        List<DownloadEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(seed));

        List<byte[]> rows = countAll(NameProjection.revisions(6), events);
        List<byte[]> others = countAll(NameProjection.revisions(6), shuffled);

        for (int i = 0; i < rows.size(); i++) assertEquals(revisions(rows.get(i)), revisions(others.get(i)));
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void tellsEachRevisionApartThatHasMoreThanItsShareWhateverCameFirst(long seed) {
        var random = new Random(seed);
        List<String> junk = new ArrayList<>();
        for (int name = 0; name < 10 * MOST; name++) {
            int downloads = random.nextInt(4);
            for (int i = 0; i <= downloads; i++) junk.add("junk-" + name);
        }
        List<String> wanted = new ArrayList<>(Collections.nCopies(junk.size() / 4, "main"));
        wanted.addAll(Collections.nCopies(junk.size() / 8, "v1"));
        Collections.shuffle(wanted, random);

        List<DownloadEvent> junkFirst = Stream.concat(junk.stream(), wanted.stream())
                .map(this::download)
                .toList();
        List<String> mixed = new ArrayList<>(junk);
        mixed.addAll(wanted);
        Collections.shuffle(mixed, random);

        for (List<DownloadEvent> events :
                List.of(junkFirst, mixed.stream().map(this::download).toList())) {
            NamedCounts counts = revisions(count(NameProjection.revisions(MOST), events));
            assertEquals(MOST, counts.named().size());
            assertTrue(counts.named().keySet().containsAll(List.of("main", "v1")), counts.named()::toString);
            assertEquals(events.size(), sum(counts).downloads());
            assertEquals(events.size() * BYTES, sum(counts).bytes());
        }
    }

    @Test
    void letsNoFileWithinASessionTakeThePlaceOfARevision() {
        List<DownloadEvent> events = new ArrayList<>();
        for (int i = 0; i < MOST; i++) events.add(download("v" + i));
        for (int i = 0; i < 1_000; i++) events.add(event("mallory", NOON.plusMillis(i), "v0".repeat(i % 40 + 2)));

        NamedCounts counts = revisions(count(NameProjection.revisions(MOST), events.subList(0, MOST + 1)));
        NamedCounts more = revisions(count(NameProjection.revisions(MOST), events));

        assertEquals(counts.named().keySet(), more.named().keySet());
        assertEquals(999 + sum(counts).files(), sum(more).files());
    }

    @Test
    void countsNamesThatAreTooLongAmongTheOthers() {
        NamedCounts counts = revisions(
                count(NameProjection.revisions(MOST), List.of(download("x".repeat(257)), download("x".repeat(256)))));

        assertNull(counts.named().get("x".repeat(257)));
        assertEquals(new DailyCounts(1, 0, 1, BYTES), counts.other());
    }

    @Test
    void keepsARowSmallWhateverNamesAClientSends() {
        List<DownloadEvent> events = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) events.add(download("x".repeat(i % 300) + i));

        byte[] row = count(NameProjection.revisions(MOST), events);

        assertTrue(row.length < MOST * (256 + 40), () -> "bytes: " + row.length);
        assertArrayEquals(row, count(NameProjection.revisions(MOST), events));
    }

    @Test
    void sealsAndUnsealsWhatItCounted() {
        List<DownloadEvent> events = new ArrayList<>();
        for (int i = 0; i < 100; i++) events.add(download("v" + i % 30));
        byte[] row = count(NameProjection.revisions(MOST), events);
        StoreKey key = StoreKey.ofRow(
                REPO.keyBytes(), (int) LocalDate.parse("2026-11-20").toEpochDay());

        SealedDay day = SealedDay.of(key, row, "r@1", 100);

        assertEquals(day, SealDecoder.decode(day.encode()));
        assertEquals(revisions(row), revisions(day.storeValue()));
    }

    @Test
    void takesNoClickBackFromARevisionThatCameAgainAfterIt() {
        var events = new ArrayList<DownloadEvent>();
        for (String user : List.of("alice", "bob")) {
            events.add(event(user, NOON, "main"));
            events.add(event(user, NOON.plusSeconds(50), "main"));
        }
        events.add(event("carol", NOON, "v1"));
        events.add(event("dave", NOON, "main"));
        for (String user : List.of("alice", "bob")) events.add(event(user, NOON.plusSeconds(25), "main"));
        var clicks = new SlotRule(Duration.ofHours(1), Duration.ofSeconds(30));

        List<byte[]> rows = countAll(NameProjection.revisions(1), CountingRules.DEFAULT.withSlots(clicks), events);

        NamedCounts counts = revisions(rows.get(0));
        assertEquals(4, sum(counts).files());
        assertEquals(4, sum(counts).downloads());
        assertTrue(counts.other().files() >= 0, counts::toString);
    }

    private static DailyCounts sum(NamedCounts counts) {
        return counts.named().values().stream().reduce(counts.other(), DailyCounts::plus);
    }

    private DownloadEvent download(String revision) {
        return event("u" + number, NOON, revision);
    }

    private DownloadEvent event(String user, Instant time, @Nullable String revision) {
        return new DownloadEvent(
                "id" + number++,
                time,
                REPO,
                VisitorId.user(user),
                new FileRequest(Via.HTTP, "GET", 200, BYTES, null),
                new EventDetails("a", revision, null, null));
    }

    private static byte[] count(NameProjection revisions, List<DownloadEvent> events) {
        return requireNonNull(countAll(revisions, events).get(0));
    }

    private static List<byte[]> countAll(NameProjection revisions, List<DownloadEvent> events) {
        return countAll(revisions, CountingRules.DEFAULT, events);
    }

    private static List<byte[]> countAll(NameProjection revisions, CountingRules counting, List<DownloadEvent> events) {
        var stores = new MapStores();
        var rules = new RuleSet("unnamed", counting, 1, Projections.of(revisions));
        try (var counter = new PartitionCounter(rules, stores, new HeapBudget(1 << 20), (key, totals) -> {})) {
            for (int offset = 0; offset < events.size(); offset++) {
                counter.reach(offset, NOON.toEpochMilli());
                counter.count(Observation.of(events.get(offset)), NOON.toEpochMilli());
                if (offset % 100 == 0) counter.flush();
            }
            counter.flush();
        }
        stores.commit();
        return stores.all(PartitionStores.DAILY_ROWS).entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(StoreKey::bytes, Arrays::compareUnsigned)))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static NamedCounts revisions(byte[] row) {
        return RowCounts.named(row, ProjectionNames.REVISIONS, 0);
    }
}
