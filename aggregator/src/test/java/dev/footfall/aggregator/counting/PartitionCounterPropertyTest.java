package dev.footfall.aggregator.counting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.counts.HourlyCounts;
import dev.footfall.aggregator.counts.KindCounts;
import dev.footfall.aggregator.counts.NamedCounts;
import dev.footfall.aggregator.counts.RepositoryTotals;
import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.DownloadEvent;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.CountingRules.Redirects;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.PartialRule;
import dev.footfall.rules.PathRule;
import dev.footfall.rules.SlotRule;
import dev.footfall.rules.Withdrawal;
import dev.footfall.rules.WithdrawalRule;
import dev.footfall.rules.clients.ClientClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the order, the partitions, the crashes and the heap: the rows are those of the definitions. 20 seeds in each
 * build, and 140 more with the tests tagged {@code proof}.
 */
@Tag("slow")
class PartitionCounterPropertyTest {
    private static final int EVENTS = 5_000;
    private static final long LOG_START_MILLIS =
            Instant.parse("2026-01-02T10:00:00Z").toEpochMilli();

    private static final List<Optional<PartialRule>> PARTIAL =
            List.of(Optional.empty(), Optional.of(PartialRule.DEFAULT), Optional.of(new PartialRule(500, 0.75)));
    private static final List<PathRule> PATHS = List.of(
            PathRule.NONE, new PathRule(List.of("*.asc")), new PathRule(List.of("data/**", "model.*.?sc", "*.zip")));

    private static final List<WithdrawalRule> WITHDRAWN = List.of(
            WithdrawalRule.NONE,
            new WithdrawalRule(List.of(new Withdrawal(
                    Optional.of("ärger"),
                    Optional.empty(),
                    Optional.of(Instant.parse("2025-12-31T05:00:00Z")),
                    Optional.of(Instant.parse("2026-01-01T06:30:00Z"))))));

    private static final SlotRule CLICKS = new SlotRule(Duration.ofHours(1), Duration.ofMinutes(30));

    private static final List<SlotRule> SLOTS = List.of(
            SlotRule.NONE,
            SlotRule.NONE,
            new SlotRule(Duration.ofMinutes(15), Duration.ZERO),
            new SlotRule(Duration.ofMinutes(15), Duration.ofMinutes(2)),
            CLICKS);

    private static final Set<ExclusionReason> MEANT =
            Set.of(ExclusionReason.PARTIAL, ExclusionReason.PATH, ExclusionReason.CLASS_ROBOT, ExclusionReason.LATE);

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    static LongStream moreSeeds() {
        return LongStream.range(20, 220);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("moreSeeds")
    @Tag("proof")
    void rowsAndLateEventsAreTheOraclesForMoreSeeds(long seed) {
        rowsAreTheOraclesWhateverTheOrderPartitionsAndCrashes(seed);
        lateEventsAreTheOraclesWhateverTheCrashes(seed);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void rowsAreTheOraclesWhateverTheOrderPartitionsAndCrashes(long seed) {
        var random = new Random(seed);
        CountingRules rules = rules(random);
        List<DownloadEvent> events = new RandomLog(seed, rules.gap()).events(EVENTS);
        Map<Oracle.Day, Oracle.Row> expected = Oracle.rows(logged(events), rules);
        Map<Oracle.Day, HourlyCounts> expectedHours = Oracle.hours(logged(events), rules);
        Map<Oracle.Day, KindCounts<ClientProduct>> expectedClients = Oracle.clients(logged(events), rules);
        Map<Oracle.Day, KindCounts<ClientClass>> expectedClasses = Oracle.classes(logged(events), rules);
        Map<Oracle.Day, NamedCounts> expectedRevisions = Oracle.revisions(logged(events), rules);
        Map<Oracle.Day, NamedCounts> expectedCountries = Oracle.countries(logged(events), rules, 2);
        Map<Oracle.Day, NamedCounts> expectedAccess = Oracle.access(logged(events), rules);
        Map<Oracle.Day, Long> expectedVisitors = Oracle.visitors(logged(events), rules);
        Map<Oracle.Day, Map<String, DailyCounts>> expectedFiles = Oracle.files(logged(events), rules);
        Map<String, List<SourceFiles>> expectedSources = Oracle.sources(logged(events), rules);
        Map<Oracle.UserDay, HourlyCounts> expectedOfUsers = Oracle.userHours(logged(events), rules);
        Map<String, SourceDay> expectedOfSources = Oracle.sourceDays(logged(events), rules);
        Collections.shuffle(events, random);

        List<CrashingPartition> partitions = split(logged(events), 1 + random.nextInt(4), rules, random);
        partitions.forEach(CrashingPartition::countToTheEnd);

        assertEquals(expected, merged(partitions.stream().map(CrashingPartition::rows)), "seed=" + seed);
        assertEquals(expectedHours, merged(partitions.stream().map(CrashingPartition::hours)), "seed=" + seed);
        assertEquals(expectedClients, merged(partitions.stream().map(CrashingPartition::clients)), "seed=" + seed);
        assertEquals(expectedClasses, merged(partitions.stream().map(CrashingPartition::classes)), "seed=" + seed);
        assertEquals(expectedRevisions, merged(partitions.stream().map(CrashingPartition::revisions)), "seed=" + seed);
        assertEquals(
                expectedCountries,
                merged(partitions.stream().map(partition -> partition.countries(2))),
                "seed=" + seed);
        assertEquals(expectedAccess, merged(partitions.stream().map(CrashingPartition::access)), "seed=" + seed);
        assertEquals(expectedVisitors, merged(partitions.stream().map(CrashingPartition::visitors)), "seed=" + seed);
        assertEquals(expectedVisitors, merged(partitions.stream().map(CrashingPartition::uniques)), "seed=" + seed);
        if (rules.slots().doubleClick().isZero()) {
            assertEquals(expectedFiles, merged(partitions.stream().map(CrashingPartition::files)), "seed=" + seed);
            assertEquals(expectedSources, merged(partitions.stream().map(CrashingPartition::sources)), "seed=" + seed);
            assertEquals(
                    expectedSources.values().stream().mapToLong(List::size).sum(),
                    partitions.stream()
                            .mapToLong(partition -> partition.tally().sources())
                            .sum(),
                    "seed=" + seed);
        }
        assertEquals(expectedOfUsers, merged(partitions.stream().map(CrashingPartition::userHours)), "seed=" + seed);
        assertEquals(
                expectedOfSources,
                partitions.stream()
                        .flatMap(partition -> partition.sourceDays().entrySet().stream())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, SourceDay::plus)),
                "seed=" + seed);
        partitions.forEach(partition -> assertProjectionsAgreeWithRows(partition, seed));
        assertTotalsAreSumsOfRows(partitions, seed);
        assertEverythingReadIsAccountedFor(partitions, seed);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void lateEventsAreTheOraclesWhateverTheCrashes(long seed) {
        var random = new Random(seed);
        var rules = new CountingRules(Duration.ofMinutes(30), Duration.ofHours(5), Redirects.EXCLUDE)
                .withPaths(new PathRule(List.of("*.asc")))
                .withClients(RandomClients.withoutRobots())
                .withSlots(random.nextBoolean() ? SlotRule.NONE : CLICKS);
        List<Logged> log = new ArrayList<>();
        long logTime = LOG_START_MILLIS;
        for (DownloadEvent event : new RandomLog(seed, rules.gap()).events(1_000)) {
            logTime += random.nextInt(120_000);
            log.add(new Logged(event, logTime));
        }

        var partition = new CrashingPartition(log, rules, random, 100_000);
        partition.countToTheEnd();

        assertEquals(Oracle.rows(log, rules), partition.rows(), "seed=" + seed);
        assertEquals(Oracle.hours(log, rules), partition.hours(), "seed=" + seed);
        assertEquals(Oracle.clients(log, rules), partition.clients(), "seed=" + seed);
        assertEquals(Oracle.classes(log, rules), partition.classes(), "seed=" + seed);
        assertEquals(Oracle.revisions(log, rules), partition.revisions(), "seed=" + seed);
        assertEquals(Oracle.countries(log, rules, 2), partition.countries(2), "seed=" + seed);
        assertEquals(Oracle.access(log, rules), partition.access(), "seed=" + seed);
        assertEquals(Oracle.visitors(log, rules), partition.visitors(), "seed=" + seed);
        assertEquals(Oracle.visitors(log, rules), partition.uniques(), "seed=" + seed);
        if (rules.slots().doubleClick().isZero()) {
            assertEquals(Oracle.files(log, rules), partition.files(), "seed=" + seed);
            assertEquals(Oracle.sources(log, rules), partition.sources(), "seed=" + seed);
        }
        assertEquals(Oracle.userHours(log, rules), partition.userHours(), "seed=" + seed);
        assertEquals(Oracle.sourceDays(log, rules), partition.sourceDays(), "seed=" + seed);
        assertProjectionsAgreeWithRows(partition, seed);
        assertTrue(partition.tally().excluded().keySet().containsAll(MEANT), "seed=" + seed);
    }

    private static CountingRules rules(Random random) {
        Duration gap = Duration.ofMinutes(List.of(1, 30, 90).get(random.nextInt(3)));
        Redirects redirects = random.nextBoolean() ? Redirects.COUNT : Redirects.EXCLUDE;
        return new CountingRules(gap, Duration.ofDays(14), redirects)
                .withPartial(PARTIAL.get(random.nextInt(PARTIAL.size())))
                .withWithdrawn(WITHDRAWN.get(random.nextInt(WITHDRAWN.size())))
                .withPaths(PATHS.get(random.nextInt(PATHS.size())))
                .withClients(RandomClients.of(random))
                .withSlots(SLOTS.get(random.nextInt(SLOTS.size())));
    }

    private static List<Logged> logged(List<DownloadEvent> events) {
        return IntStream.range(0, events.size())
                .mapToObj(i -> new Logged(events.get(i), LOG_START_MILLIS + i))
                .toList();
    }

    private static List<CrashingPartition> split(List<Logged> log, int count, CountingRules rules, Random random) {
        List<List<Logged>> parts = IntStream.range(0, count)
                .<List<Logged>>mapToObj(i -> new ArrayList<>())
                .toList();
        for (Logged logged : log) {
            parts.get(Math.floorMod(logged.event().repo().key().hashCode(), count))
                    .add(logged);
        }
        return parts.stream()
                .map(part -> new CrashingPartition(part, rules, random, budget(random)))
                .toList();
    }

    /** Nothing, a few entries, everything. */
    private static long budget(Random random) {
        return List.of(0L, 20_000L, 1L << 30).get(random.nextInt(3));
    }

    private static <K, V> Map<K, V> merged(Stream<Map<K, V>> parts) {
        Map<K, V> all = new HashMap<>();
        parts.forEach(all::putAll);
        return all;
    }

    private static void assertProjectionsAgreeWithRows(CrashingPartition partition, long seed) {
        Map<Oracle.Day, HourlyCounts> hours = partition.hours();
        Map<Oracle.Day, KindCounts<ClientClass>> classes = partition.classes();
        Map<Oracle.Day, Long> signedIn = partition.signedIn();
        Map<Oracle.Day, Long> ofUsers = new HashMap<>();
        partition
                .userHours()
                .forEach((day, ofUser) ->
                        ofUser.hours().forEach(hour -> ofUsers.merge(day.day(), hour.downloads(), Long::sum)));
        partition.rows().forEach((day, row) -> {
            HourCounts sum = hours.getOrDefault(day, HourlyCounts.NONE).hours().stream()
                    .reduce(
                            HourCounts.ZERO,
                            (a, b) -> new HourCounts(
                                    a.downloads() + b.downloads(), a.files() + b.files(), a.bytes() + b.bytes()));
            DailyCounts counts = row.counts();
            assertEquals(
                    counts.downloads(),
                    classes.getOrDefault(day, KindCounts.none()).downloads().values().stream()
                            .mapToLong(Long::longValue)
                            .sum(),
                    () -> day + ", seed=" + seed);
            var whole = new HourCounts(counts.downloads(), counts.files(), counts.bytes());
            assertEquals(whole, sum, () -> day + ", seed=" + seed);
            assertEquals(counts.authenticated(), signedIn.get(day), () -> day + ", seed=" + seed);
            assertEquals(counts.authenticated(), ofUsers.getOrDefault(day, 0L), () -> day + ", seed=" + seed);
        });
    }

    private static void assertTotalsAreSumsOfRows(List<CrashingPartition> partitions, long seed) {
        Map<String, DailyCounts> sums = new HashMap<>();
        Map<String, Long> recent = new HashMap<>();
        merged(partitions.stream().map(CrashingPartition::rows)).forEach((day, row) -> {
            if (row.counts().files() == 0) return;
            sums.merge(day.repository(), row.counts(), DailyCounts::plus);
            recent.merge(day.repository(), row.counts().downloads(), Long::sum);
        });
        Map<String, DailyCounts> totals = new HashMap<>();
        Map<String, Long> recentTotals = new HashMap<>();
        for (Map.Entry<String, RepositoryTotals> entry :
                merged(partitions.stream().map(CrashingPartition::totals)).entrySet()) {
            totals.put(entry.getKey(), entry.getValue().counts());
            recentTotals.put(entry.getKey(), entry.getValue().recent().sum(0, Integer.MAX_VALUE));
        }
        assertEquals(sums, totals, "seed=" + seed);
        assertEquals(recent, recentTotals, "seed=" + seed);
    }

    private static void assertEverythingReadIsAccountedFor(List<CrashingPartition> partitions, long seed) {
        long read = partitions.stream()
                .mapToLong(partition -> partition.tally().read())
                .sum();
        assertEquals(EVENTS, read, "seed=" + seed);
    }
}
