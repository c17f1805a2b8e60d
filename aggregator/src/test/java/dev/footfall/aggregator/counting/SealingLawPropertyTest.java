package dev.footfall.aggregator.counting;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.heap.Tally;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.RepositoryTotals;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.VisitorId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.events.renames.Renames;
import dev.footfall.rules.ExclusionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * After any sequence of counting, sealing, deletion, late events, renames, erasures, rebuilds, shadows and promotions the totals
 * of each state are the sums of its rows, and its rows those of a count from nothing. {@code -Dseal.seeds=1000} takes that many.
 */
@Tag("slow")
class SealingLawPropertyTest {
    private static final int EVENTS = 700;
    private static final int STEPS = 40;
    private static final int STEP_MILLIS = 1_700_000;
    private static final long LOG_START_MILLIS =
            Instant.parse("2026-01-02T10:00:00Z").toEpochMilli();

    private long seed;
    private Renames renames = Renames.NONE;

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("seal.seeds", Boolean.getBoolean("proof") ? 24 : 8));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void totalsAreTheSumsOfRowsAndRowsThoseOfACountFromNothing(long seed) {
        this.seed = seed;
        var random = new Random(seed);
        List<Logged> log = log(random);
        var world = new SealedWorld(log, random);
        for (int step = 0; step < STEPS; step++) {
            world.step();
            world.states().forEach((name, state) -> assertLaw(name, state, world, log));
        }
        world.finish();
        world.states().forEach((name, state) -> assertLaw(name, state, world, log));
    }

    private void assertLaw(String name, SealedWorld.State state, SealedWorld world, List<Logged> log) {
        String where = name + ", seed=" + seed + ", " + world.steps();
        Map<Oracle.Day, Oracle.Row> rows = state.partition().rows();
        assertSums(rows, state.partition(), where);
        long end = state.partition().tally().nextOffset();
        boolean isMixed = !world.isOfOneRuleSet() || state.model().isMixed(state.id());
        boolean isWhole = end >= state.model().begunEnd();
        Map<Oracle.Day, Oracle.Row> expected = state.model().rows(end);
        assertEquals(counts(expected), counts(rows), where);
        rows.forEach((day, row) -> {
            long most = excluded(requireNonNull(expected.get(day)));
            boolean isExact = isWhole && !state.model().beganWithFilesOf(day);
            assertTrue(isExact ? excluded(row) == most : excluded(row) <= most, () -> day + " of " + where);
        });
        if (isMixed || !isWhole) return;
        assertEquals(expected, rows, where);
        assertEquals(
                Oracle.rows(log.subList(0, Math.toIntExact(end)), state.model().rules()), rows, where);
        assertEquals(end, state.partition().tally().read(), where);
        if (!state.model().rules().slots().doubleClick().isZero()) return;
        Map<String, ?> sources = Oracle.sources(
                log.subList(0, Math.toIntExact(end)), state.model().rules());
        assertEquals(sources, state.partition().sources(), where);
        assertEquals(
                Oracle.revisions(
                        log.subList(0, Math.toIntExact(end)), state.model().rules()),
                state.partition().revisions(),
                where);
        assertEquals(
                Oracle.countries(
                        log.subList(0, Math.toIntExact(end)), state.model().rules(), 2),
                state.partition().countries(2),
                where);
        assertEquals(
                Oracle.visitors(
                        log.subList(0, Math.toIntExact(end)), state.model().rules()),
                state.partition().visitors(),
                where);
        assertEquals(
                Oracle.files(log.subList(0, Math.toIntExact(end)), state.model().rules()),
                state.partition().files(),
                where);
        assertEquals(end, state.partition().tally().read(), where);
    }

    private static long excluded(Oracle.Row row) {
        return row.excluded().values().stream().mapToLong(Long::longValue).sum();
    }

    private static Map<Oracle.Day, DailyCounts> counts(Map<Oracle.Day, Oracle.Row> rows) {
        Map<Oracle.Day, DailyCounts> counts = new HashMap<>();
        rows.forEach((day, row) -> {
            if (row.counts().files() > 0) counts.put(day, row.counts());
        });
        return counts;
    }

    private void assertSums(Map<Oracle.Day, Oracle.Row> rows, CrashingPartition partition, String where) {
        Map<String, RepositoryTotals> totals = partition.totals();
        Map<String, DailyCounts> sums = new HashMap<>();
        Map<String, Long> excluded = new TreeMap<>();
        rows.forEach((day, row) -> {
            if (row.counts().files() > 0) sums.merge(day.repository(), row.counts(), DailyCounts::plus);
            row.excluded().forEach((reason, events) -> excluded.merge(reason, events, Long::sum));
            int date = (int) day.date().toEpochDay();
            long recent = Optional.ofNullable(totals.get(day.repository()))
                    .map(found -> found.recent().sum(date, date))
                    .orElse(0L);
            assertEquals(row.counts().downloads(), recent, () -> day + " of " + where);
        });
        Map<String, DailyCounts> found = new HashMap<>();
        totals.forEach((repository, total) -> {
            if (total.counts().files() > 0) found.put(repository, total.counts());
        });
        assertEquals(sums, found, where);
        assertEquals(ofLineages(sums), ofLineages(found), where);
        assertTally(partition, sums, excluded, where);
    }

    /** The sums of repositories under all names that they ever had. */
    private Map<RepoId, DailyCounts> ofLineages(Map<String, DailyCounts> sums) {
        Map<RepoId, DailyCounts> ofLineages = new HashMap<>();
        for (Lineage lineage : renames.lineages()) {
            DailyCounts sum = lineage.names().stream()
                    .map(name -> sums.getOrDefault(name.key(), DailyCounts.ZERO))
                    .reduce(DailyCounts.ZERO, DailyCounts::plus);
            ofLineages.put(lineage.name(), sum);
        }
        return ofLineages;
    }

    private static void assertTally(
            CrashingPartition partition, Map<String, DailyCounts> sums, Map<String, Long> excluded, String where) {
        Tally tally = partition.tally();
        Map<String, Long> reasons = new TreeMap<>();
        for (Map.Entry<ExclusionReason, Long> reason : tally.excluded().entrySet()) {
            reasons.put(reason.getKey().label(), reason.getValue());
        }
        assertEquals(excluded, reasons, where);
        assertEquals(sums.values().stream().mapToLong(DailyCounts::files).sum(), tally.counted(), where);
        long sources =
                partition.sources().values().stream().mapToLong(List::size).sum();
        assertEquals(sources, tally.sources(), where);
    }

    /** A log in which events come again later, a repository is renamed, and a user erased: from then on others stand for them. */
    private List<Logged> log(Random random) {
        List<Logged> log = new ArrayList<>();
        long logTime = LOG_START_MILLIS;
        RepoId renamed = null;
        VisitorId erased = null;
        for (DownloadEvent event : new RandomLog(seed, Duration.ofMinutes(30)).events(EVENTS)) {
            logTime += random.nextInt(STEP_MILLIS);
            if (log.size() == EVENTS / 3) renamed = event.repo();
            if (log.size() == EVENTS / 2) erased = event.visitor();
            RepoId repo = event.repo().equals(renamed) ? newName(event.repo(), logTime) : event.repo();
            VisitorId visitor = event.visitor().equals(erased) ? VisitorId.user("again") : event.visitor();
            log.add(new Logged(
                    new DownloadEvent(event.id(), event.time(), repo, visitor, event.request(), event.details()),
                    logTime));
            if (random.nextInt(8) == 0)
                log.add(new Logged(log.get(random.nextInt(log.size())).event(), logTime));
        }
        assertTrue(log.size() > EVENTS, "seed=" + seed);
        return log;
    }

    private RepoId newName(RepoId old, long logTime) {
        var name = new RepoId(old.type(), old.namespace(), "renamed");
        renames = Renames.of(List.of(new RenameEvent(old, Optional.of(name), Instant.ofEpochMilli(logTime))));
        return name;
    }
}
