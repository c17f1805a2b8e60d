package dev.footfall.aggregator.counting.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.CrashingPartition;
import dev.footfall.aggregator.counting.HeapBudget;
import dev.footfall.aggregator.counting.Logged;
import dev.footfall.aggregator.counting.MapStores;
import dev.footfall.aggregator.counting.Oracle;
import dev.footfall.aggregator.counting.PartitionCounter;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.Observation;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.CountingRules;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One repository's day, and many visitors to it: a tree of pages. */
class PopularDayTest {
    private static final Instant MORNING = Instant.parse("2026-03-01T08:00:00Z");
    private static final int VISITORS = 1_500;

    @ParameterizedTest(name = "budget={0}")
    @ValueSource(longs = {0, 50_000, 1 << 30})
    void eachVisitorIsOneDownloadHoweverManyThereAre(long budgetBytes) {
        var random = new Random(budgetBytes);
        List<VisitorId> visitors = IntStream.range(0, VISITORS)
                .mapToObj(number -> VisitorId.user("user-" + number))
                .toList();

        assertOneDownloadEach(visitors, random, budgetBytes);
    }

    @ParameterizedTest(name = "budget={0}")
    @ValueSource(longs = {0, 50_000, 1 << 30})
    void visitorsWithOneHashAreStillDifferentOnes(long budgetBytes) {
        List<VisitorId> visitors = alike(100);
        assertEquals(1, hashes(visitors).distinct().count());

        assertOneDownloadEach(visitors, new Random(budgetBytes), budgetBytes);
    }

    @ParameterizedTest(name = "{0} records a flush: up to {1} visitors a page, and no more than {2} pages")
    @CsvSource({"1000000, 64, 300", "10, 4, 1400"})
    void pagesAreAsLargeAsAFlushIs(int recordsInAFlush, int mostVisitors, int mostPages) {
        var stores = new MapStores();
        var counter = new PartitionCounter(
                new RuleSet("unnamed", CountingRules.DEFAULT, 1, Projections.ALL),
                stores,
                new HeapBudget(1 << 30),
                (key, totals) -> {});
        for (int visitor = 0; visitor < VISITORS; visitor++) {
            counter.reach(visitor, MORNING.toEpochMilli());
            counter.count(
                    Observation.of(file("a", VisitorId.user("user-" + visitor), Duration.ZERO)),
                    MORNING.toEpochMilli());
            if ((visitor + 1) % recordsInAFlush == 0) counter.flush();
        }
        counter.flush();
        stores.commit();

        var format = new VisitorPageFormat(Projections.ALL);
        List<VisitorPage> pages = stores.all(PartitionStores.VISITOR_DAYS).values().stream()
                .map(format::decode)
                .toList();
        assertEquals(VISITORS, pages.stream().mapToInt(VisitorPage::size).sum());
        assertTrue(pages.stream().allMatch(page -> page.size() <= mostVisitors));
        assertTrue(pages.size() <= mostPages, () -> "pages: " + pages.size());
    }

    /** Each comes twice within a session, in any order and with crashes, and each of the two files is sent twice. */
    private static void assertOneDownloadEach(List<VisitorId> visitors, Random random, long budgetBytes) {
        List<DownloadEvent> events = new ArrayList<>();
        for (VisitorId visitor : visitors) {
            events.add(file("a", visitor, Duration.ZERO));
            events.add(file("b", visitor, Duration.ofMinutes(20)));
        }
        events.addAll(List.copyOf(events));
        Collections.shuffle(events, random);
        List<Logged> log = events.stream()
                .map(event -> new Logged(event, MORNING.toEpochMilli()))
                .toList();

        var partition = new CrashingPartition(log, CountingRules.DEFAULT, random, budgetBytes);
        partition.countToTheEnd();

        assertEquals(Oracle.rows(log, CountingRules.DEFAULT), partition.rows());
        Oracle.Row row = partition.rows().values().iterator().next();
        assertEquals(visitors.size(), row.counts().downloads());
    }

    /** Different visitors whose bytes have the same hash: the second eight undo what the first eight did. */
    private static List<VisitorId> alike(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> {
                    byte[] bytes = new byte[17];
                    bytes[0] = 'a';
                    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                    buffer.putInt(1, number);
                    long product = (bytes.length ^ buffer.getLong(0)) * 0x9e3779b97f4a7c15L;
                    buffer.putLong(8, product ^ product >>> 32);
                    return VisitorId.anonymous(HexFormat.of().formatHex(bytes, 1, bytes.length));
                })
                .toList();
    }

    private static Stream<Integer> hashes(List<VisitorId> visitors) {
        return visitors.stream()
                .map(visitor ->
                        Observation.of(file("a", visitor, Duration.ZERO)).visitor())
                .map(VisitorPage::hash);
    }

    private static DownloadEvent file(String name, VisitorId visitor, Duration later) {
        return new DownloadEvent(
                name + "-" + visitor.value(),
                MORNING.plus(later),
                new RepoId(RepoType.MODEL, "weather", "nowcast"),
                visitor,
                new FileRequest(Via.HTTP, "GET", 200, 1, null),
                EventDetails.NONE);
    }
}
