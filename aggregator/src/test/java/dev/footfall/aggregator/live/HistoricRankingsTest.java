package dev.footfall.aggregator.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.RepositoryTotals;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rankings of long ago cost a reading of all rows: as few of them as can be. */
class HistoricRankingsTest {
    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "org", "old");
    private static final int WAITING = 20;

    private final TrendingIndex index = new TrendingIndex();
    private final AtomicInteger readings = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void count() {
        put(2_000);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** The repository gets a download on the first day and on this one, counted from it. */
    private void put(int day) {
        var both = RepositoryTotals.ZERO
                .plus(new DailyCounts(1, 0, 1, 0), (int) FIRST.toEpochDay())
                .plus(new DailyCounts(1, 0, 1, 0), (int) FIRST.toEpochDay() + day);
        index.put(StoreKey.ofRepository(REPO.keyBytes()), both);
        index.flushed();
    }

    private void read(RowRange range, RankingHistory.RowVisitor visitor) {
        readings.incrementAndGet();
        byte[] row = RankedRows.row(Map.of(ClientClass.TOOL, 1L));
        boolean isIn = !FIRST.isBefore(range.from()) && !FIRST.isAfter(range.to());
        if (isIn) visitor.row(REPO, FIRST, row);
    }

    private List<TrendingRow> top(int day, RankingHistory history) {
        LocalDate at = FIRST.plusDays(day);
        return index.top(new TrendingQuery(RepoType.MODEL, FIRST, at, 10), repo -> true, history);
    }

    private List<TrendingRow> top(Set<ClientClass> classes) {
        var query = new TrendingQuery(RepoType.MODEL, FIRST, FIRST.plusDays(2_000), classes, 10);
        return index.top(query, repo -> true, this::read);
    }

    @Test
    void readsOnceForAllWhoWaitMeanwhile() throws Exception {
        var begun = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        Future<List<TrendingRow>> first = threads.submit(() -> top(0, (range, visitor) -> {
            begun.countDown();
            awaitQuietly(released);
            read(range, visitor);
        }));
        begun.await();
        List<Thread> waiting = new ArrayList<>();
        List<Future<List<TrendingRow>>> others = new ArrayList<>();
        for (int day = 1; day <= WAITING; day++) {
            int at = day;
            others.add(threads.submit(() -> {
                synchronized (waiting) {
                    waiting.add(Thread.currentThread());
                }
                return top(at, this::read);
            }));
        }
        Awaitility.await().until(() -> areWaiting(waiting));

        released.countDown();

        assertEquals(1, first.get().size());
        for (Future<List<TrendingRow>> other : others)
            assertEquals(1, other.get().get(0).recentDownloads());
        assertEquals(2, readings.get());
    }

    private static boolean areWaiting(List<Thread> threads) {
        synchronized (threads) {
            return threads.size() == WAITING
                    && threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING);
        }
    }

    @Test
    void keepsARankingUntilTheCountsChangeHoweverOftenNothingIsCommitted() {
        top(0, this::read);
        index.flushed();
        index.flushed();
        top(0, this::read);
        assertEquals(1, readings.get());

        put(2_001);

        top(0, this::read);
        assertEquals(2, readings.get());
    }

    @Test
    void keepsTheRankingOfEachSetOfClassesApart() {
        assertEquals(1, top(Set.of(ClientClass.TOOL)).size());
        assertEquals(1, top(Set.of(ClientClass.TOOL, ClientClass.CI)).size());
        assertEquals(List.of(), top(Set.of(ClientClass.CI)));
        assertEquals(3, readings.get());

        assertEquals(1, top(Set.of(ClientClass.CI, ClientClass.TOOL)).size());
        assertEquals(List.of(), top(Set.of(ClientClass.CI)));

        assertEquals(3, readings.get());
    }

    @Test
    void keepsAFewRankingsOnly() {
        for (int day = 0; day < 4 * HistoricRankings.KEPT; day++) top(day, this::read);
        readings.set(0);

        for (int day = 0; day < 4 * HistoricRankings.KEPT; day++) top(day, this::read);

        assertTrue(readings.get() > HistoricRankings.KEPT, () -> "read " + readings.get() + " times");
    }

    @Test
    void readsAgainForWhoStillWaitsWhenTheReaderIsStopped() throws Exception {
        var begun = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        Future<List<TrendingRow>> stopped = threads.submit(() -> top(0, (range, visitor) -> {
            begun.countDown();
            awaitQuietly(released);
            throw new HistoryNotRead();
        }));
        begun.await();
        Future<List<TrendingRow>> other = threads.submit(() -> top(0, this::read));

        released.countDown();

        assertThrows(Exception.class, stopped::get);
        assertEquals(1, other.get().size());
    }

    @Test
    void waitsNoLongerWhenInterrupted() throws Exception {
        var begun = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        Future<List<TrendingRow>> reading = threads.submit(() -> top(0, (range, visitor) -> {
            begun.countDown();
            awaitQuietly(released);
        }));
        begun.await();
        var ended = new CountDownLatch(1);
        var waiting = new Thread(() -> {
            assertThrows(HistoryNotRead.class, () -> top(1, this::read));
            ended.countDown();
        });
        waiting.start();

        waiting.interrupt();

        ended.await();
        released.countDown();
        assertEquals(List.of(), reading.get());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
