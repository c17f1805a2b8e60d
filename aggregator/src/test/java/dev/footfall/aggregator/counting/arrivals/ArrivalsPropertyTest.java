package dev.footfall.aggregator.counting.arrivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.HeapBudget;
import dev.footfall.aggregator.counting.MapStores;
import dev.footfall.aggregator.counting.PartitionCounter;
import dev.footfall.aggregator.counting.RandomLog;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.arrivals.Arrivals.MinuteDownloads;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.ArrivalStep;
import dev.footfall.aggregator.counts.LastHour;
import dev.footfall.aggregator.counts.RepositoryArrivals;
import dev.footfall.aggregator.session.DoubleClick;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.Observation;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.SlotRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rings against a list of everything that ever arrived. */
class ArrivalsPropertyTest {
    private static final long START = Instant.parse("2026-01-02T10:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private final Arrivals arrivals = new Arrivals(START);
    private PartitionCounter counter = counter(CountingRules.DEFAULT);
    private final List<Arrival> all = new ArrayList<>();
    private long offset;

    private record Arrival(long atMillis, DownloadEvent event, int downloads, List<ExclusionReason> excluded) {}

    private static PartitionCounter counter(CountingRules rules) {
        return new PartitionCounter(
                new RuleSet("unnamed", rules, 1, Projections.NONE),
                new MapStores(),
                new HeapBudget(1 << 20),
                (repository, totals) -> {});
    }

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void areThoseOfTheHourBeforeTheNewestWhateverWasBefore(long seed) {
        var random = new Random(seed);
        long now = START;
        for (DownloadEvent event : new RandomLog(seed, CountingRules.DEFAULT.gap()).events(3_000)) {
            now += random.nextInt(50) == 0 ? random.nextInt((int) HOUR / 4) : random.nextInt(4_000);
            count(event, now - (random.nextBoolean() ? random.nextInt(2_000) : 0));
        }
        long newest = all.stream().mapToLong(Arrival::atMillis).max().orElseThrow();
        long from = newest - random.nextInt((int) HOUR);

        arrivals.flush();
        LastHour hour = arrivals.since(Instant.ofEpochMilli(from).toEpochMilli(), from);

        assertEquals(START, hour.sinceMillis());
        assertEquals(steps(from), hour.steps(), "seed=" + seed);
        List<Arrival> recent = all.stream()
                .filter(one -> one.atMillis / MINUTE >= from / MINUTE)
                .toList();
        assertEquals(sums(recent, Arrival::excluded, one -> 1), hour.sums().excluded(), "seed=" + seed);
        List<Arrival> came = recent.stream().filter(one -> one.downloads > 0).toList();
        assertEquals(
                sums(came, one -> List.of(client(one.event)), one -> 1),
                hour.sums().agents(),
                "seed=" + seed);
        assertEquals(repositories(recent), byRepository(hour), "seed=" + seed);
    }

    @Test
    void changeNothingWhenTheyAreOlderThanTheHour() {
        count(event("new", 1), START + 2 * HOUR);
        arrivals.flush();
        LastHour before = arrivals.since(START, START);

        count(event("old", 2), START + HOUR - 1);
        arrivals.reject(START);
        arrivals.flush();

        assertEquals(before, arrivals.since(START, START));
    }

    @Test
    void keepBytesThatNoLongCanHoldAtTheLargest() {
        for (int i = 0; i < 3; i++) {
            DownloadEvent event = event("large" + i, i);
            var request = new FileRequest(Via.HTTP, "GET", 200, Long.MAX_VALUE, null);
            count(
                    new DownloadEvent(
                            event.id(), event.time(), event.repo(), event.visitor(), request, event.details()),
                    START);
        }
        arrivals.flush();

        ArrivalStep step = arrivals.since(START, START).steps().get(0);

        assertEquals(Long.MAX_VALUE, step.bytes());
        assertEquals(Long.MAX_VALUE, step.plus(step).bytes());
    }

    @Test
    void tellTheRepositoryWithTheMostApartHoweverManyThereAre() {
        for (int i = 0; i < 20_000; i++) count(event(i % 10 == 0 ? "popular" : "repo" + i, i), START + i);
        count(event("later", 0), START + 2 * MINUTE);

        List<RepositoryArrivals> first = arrivals.since(START, START).sums().repositories();

        assertEquals(MinuteDownloads.KEPT + 1, first.size());
        assertEquals("popular", first.get(0).repo().name());
        assertEquals(2_000, first.get(0).downloads());
    }

    @Test
    void areRejectedOnesToo() {
        arrivals.reject(START);
        arrivals.reject(START + MINUTE);

        assertEquals(1, arrivals.since(START + MINUTE, START).sums().rejected());
        assertEquals(2, arrivals.since(START, START).sums().rejected());
    }

    @Test
    void haveNoDownloadWithoutItsFile() {
        for (int i = 0; i < 5; i++) count(event("repo", i), START);

        assertEquals(
                List.of(new ArrivalStep(START, 5, 5, 5)),
                arrivals.since(START, START).steps());
    }

    @Test
    void haveTheLastOfTwoClicks() {
        counter = counter(CountingRules.DEFAULT.withSlots(new SlotRule(Duration.ofHours(1), Duration.ofSeconds(30))));
        count(event("repo", 1, HOUR - 10_000), START); // a session that the next click takes back
        count(event("repo", 1, HOUR + 10_000), START + LastHour.STEP_MILLIS);
        count(event("repo", 1, HOUR + 5_000), START + 2 * LastHour.STEP_MILLIS); // a double click itself
        arrivals.flush();

        LastHour hour = arrivals.since(START, START);

        assertEquals(
                List.of(
                        new ArrivalStep(START, 1, 1, 1),
                        new ArrivalStep(START + LastHour.STEP_MILLIS, 0, 0, 1),
                        new ArrivalStep(START + 2 * LastHour.STEP_MILLIS, 0, 0, 1)),
                hour.steps());
        assertEquals(Map.of(ExclusionReason.DOUBLE_CLICK, 2L), hour.sums().excluded());
    }

    private void count(DownloadEvent event, long logTimeMillis) {
        Observation observed = Observation.of(event);
        counter.reach(offset++, logTimeMillis);
        Outcome outcome = counter.count(observed, logTimeMillis);
        arrivals.count(observed, outcome, logTimeMillis);
        for (DoubleClick click : counter.doubleClicks()) arrivals.count(observed, click, logTimeMillis);
        if (offset % 7 == 0) arrivals.flush();
        List<ExclusionReason> excluded = outcome instanceof Outcome.Excluded one ? List.of(one.reason()) : List.of();
        all.add(new Arrival(logTimeMillis, event, outcome.downloads(), excluded));
    }

    private static DownloadEvent event(String name, int visitor) {
        return event(name, visitor, 0);
    }

    private static DownloadEvent event(String name, int visitor, long afterMillis) {
        return new DownloadEvent(
                "id" + visitor,
                Instant.ofEpochMilli(START + afterMillis),
                new RepoId(RepoType.MODEL, "org", name),
                VisitorId.user("user" + visitor),
                new FileRequest(Via.HTTP, "GET", 200, 1, null),
                EventDetails.NONE);
    }

    private List<ArrivalStep> steps(long from) {
        var steps = new TreeMap<Long, ArrivalStep>();
        for (Arrival one : all) {
            long step = one.atMillis / LastHour.STEP_MILLIS * LastHour.STEP_MILLIS;
            if (step < from / LastHour.STEP_MILLIS * LastHour.STEP_MILLIS || !one.excluded.isEmpty()) continue;
            steps.merge(
                    step,
                    new ArrivalStep(step, one.downloads, 1, one.event.request().bytes()),
                    (a, b) -> new ArrivalStep(
                            step, a.downloads() + b.downloads(), a.files() + b.files(), a.bytes() + b.bytes()));
        }
        return List.copyOf(steps.values());
    }

    private static <K> Map<K, Long> sums(
            List<Arrival> arrivals, Function<Arrival, List<K>> keys, ToLongFunction<Arrival> number) {
        var sums = new HashMap<K, Long>();
        for (Arrival one : arrivals) {
            for (K key : keys.apply(one)) sums.merge(key, number.applyAsLong(one), Long::sum);
        }
        return sums;
    }

    /** The sums of minutes, of which those without any download are none. */
    private static Map<RepoId, Long> repositories(List<Arrival> arrivals) {
        var minutes = new HashMap<Long, List<Arrival>>();
        for (Arrival one : arrivals) {
            minutes.computeIfAbsent(one.atMillis / MINUTE, any -> new ArrayList<>())
                    .add(one);
        }
        var sums = new HashMap<RepoId, Long>();
        for (List<Arrival> minute : minutes.values()) {
            sums(minute, one -> List.of(one.event.repo()), Arrival::downloads).forEach((repo, downloads) -> {
                if (downloads > 0) sums.merge(repo, downloads, Long::sum);
            });
        }
        return sums;
    }

    private static Map<RepoId, Long> byRepository(LastHour hour) {
        var downloads = new HashMap<RepoId, Long>();
        for (RepositoryArrivals one : hour.sums().repositories()) {
            assertTrue(downloads.put(one.repo(), one.downloads()) == null, () -> "twice: " + one);
        }
        return downloads;
    }

    private static ClientProduct client(DownloadEvent event) {
        return Observation.of(event).client();
    }
}
