package dev.footfall.aggregator.counting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Visitors of past days are not on the heap any more, and are found again. */
@Tag("slow")
class PastVisitorsTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int VISITORS = 100;
    private static final int DAYS = 40;

    /** All but the one that keeps a hash of each visitor in the rows, which stay. */
    private static final Projections WITHOUT_HASHES =
            Projections.named(Projections.ALL.names().replace(',' + ProjectionNames.UNIQUES, ""));

    @Test
    void theHeapHoldsTheVisitorsOfTwoDaysHoweverManyDaysThereAre() {
        var counter = new PartitionCounter(
                new RuleSet("unnamed", CountingRules.DEFAULT, 1, WITHOUT_HASHES),
                new MapStores(),
                new HeapBudget(1 << 20),
                (repository, totals) -> {});
        List<Long> weights = new ArrayList<>();

        for (int day = 0; day < DAYS; day++) {
            for (int visitor = 0; visitor < VISITORS; visitor++) count(counter, firstFile(visitor, day));
            counter.flush();
            weights.add(counter.weightBytes());
        }

        long oneDay = weights.get(1) - weights.get(0);
        long growth = weights.get(DAYS - 1) - weights.get(3);
        assertTrue(growth < oneDay, () -> "more than the rows, which stay, in bytes after each day: " + weights);
    }

    @Test
    void aDayInTheFarFutureKeepsNoOtherFromBeingCounted() {
        List<Logged> log = new ArrayList<>();
        for (int day : List.of(0, 1, 365, 1, 2, 0, 365, 3)) {
            for (int visitor = 0; visitor < VISITORS; visitor++) log.add(logged(firstFile(visitor, day)));
        }

        var partition = new CrashingPartition(log, CountingRules.DEFAULT, new Random(1), 1 << 20);
        partition.countToTheEnd();

        assertEquals(Oracle.rows(log, CountingRules.DEFAULT), partition.rows());
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whoComesBackToAPastDayGoesOnWithTheSession(long seed) {
        var random = new Random(seed);
        List<Logged> log = IntStream.range(0, DAYS * VISITORS)
                .boxed()
                .flatMap(number -> {
                    int day = number / VISITORS;
                    int past = random.nextInt(day + 1);
                    int visitor = random.nextInt(VISITORS);
                    DownloadEvent next =
                            file("second", visitor, past, Duration.ofMinutes(random.nextBoolean() ? 10 : 31));
                    return List.of(firstFile(number % VISITORS, day), firstFile(visitor, past), next).stream();
                })
                .map(PastVisitorsTest::logged)
                .toList();

        var partition = new CrashingPartition(log, CountingRules.DEFAULT, random, 1 << 20);
        partition.countToTheEnd();

        assertEquals(Oracle.rows(log, CountingRules.DEFAULT), partition.rows(), "seed=" + seed);
        assertEquals(Oracle.hours(log, CountingRules.DEFAULT), partition.hours(), "seed=" + seed);
    }

    private static void count(PartitionCounter counter, DownloadEvent event) {
        long millis = event.time().toEpochMilli();
        counter.reach(counter.tally().nextOffset(), millis);
        counter.count(Observation.of(event), millis);
    }

    private static DownloadEvent firstFile(int visitor, int day) {
        return file("first", visitor, day, Duration.ZERO);
    }

    private static DownloadEvent file(String name, int visitor, int day, Duration later) {
        return new DownloadEvent(
                name + "-" + visitor + "-" + day,
                START.plus(Duration.ofDays(day)).plusSeconds(visitor * 60L).plus(later),
                new RepoId(RepoType.MODEL, "weather", "nowcast"),
                VisitorId.user("visitor-" + visitor),
                new FileRequest(Via.HTTP, "GET", 200, 1, null),
                EventDetails.NONE);
    }

    private static Logged logged(DownloadEvent event) {
        return new Logged(event, START.toEpochMilli());
    }
}
