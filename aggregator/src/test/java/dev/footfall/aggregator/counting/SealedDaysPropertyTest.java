package dev.footfall.aggregator.counting;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.sealing.PartitionSealing;
import dev.footfall.events.DownloadEvent;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.CountingRules.Redirects;
import dev.footfall.rules.PathRule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whenever a log is sealed, its beginning removed and the rest counted again: the rows are those of the whole log, also of events
 * that came late, or opened an old day, after the sealing.
 */
@Tag("slow")
class SealedDaysPropertyTest {
    private static final int EVENTS = 1_000;
    private static final LocalDate FIRST_DAY = LocalDate.parse("2026-01-02");
    private static final int STEP_MILLIS = 1_200_000;
    private static final long LOG_START_MILLIS =
            Instant.parse("2026-01-02T10:00:00Z").toEpochMilli();
    private static final CountingRules RULES = new CountingRules(
                    Duration.ofMinutes(30), Duration.ofHours(5), Redirects.EXCLUDE)
            .withPaths(new PathRule(List.of("*.asc")))
            .withClients(RandomClients.withoutRobots());

    static LongStream seeds() {
        return LongStream.range(0, Boolean.getBoolean("proof") ? 60 : 20);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void sealedDaysAndTheRestOfTheLogGiveTheRowsOfTheWholeLog(long seed) {
        sealAndCountAgain(seed);
    }

    @Test
    void theBeginningsOfMostOfTheseLogsAreGone() {
        List<Long> begins =
                seeds().map(SealedDaysPropertyTest::sealAndCountAgain).boxed().toList();

        assertTrue(begins.stream().filter(begin -> begin > EVENTS / 20).count() > begins.size() / 2, begins::toString);
    }

    /** Returns the offset at which the log begins in the end. */
    private static long sealAndCountAgain(long seed) {
        var random = new Random(seed);
        List<Logged> log = log(seed, random);
        var topic = new SealTopic(log);
        CrashingPartition state = partition(log, random);
        for (int end = random.nextInt(EVENTS / 3); end < EVENTS; end += 1 + random.nextInt(EVENTS / 5)) {
            state.countTo(end);
            var terms = new PartitionSealing.Terms(
                    state.rules().id(), RULES.retention(), FIRST_DAY.plusDays(random.nextInt(10)));
            topic.seal(state, terms, random, end);
            if (topic.logBegin() == 0 || random.nextBoolean()) continue;
            state = partition(log, random);
            state.load(topic);
            assertEquals(topic.logBegin(), state.tally().nextOffset(), "seed=" + seed);
        }
        state.countToTheEnd();

        assertEquals(Oracle.rows(log, RULES), state.rows(), "seed=" + seed);
        assertEquals(Oracle.hours(log, RULES), state.hours(), "seed=" + seed);
        assertEquals(Oracle.clients(log, RULES), state.clients(), "seed=" + seed);
        assertEquals(Oracle.classes(log, RULES), state.classes(), "seed=" + seed);
        assertEquals(Oracle.revisions(log, RULES), state.revisions(), "seed=" + seed);
        assertEquals(Oracle.countries(log, RULES, 2), state.countries(2), "seed=" + seed);
        assertEquals(Oracle.visitors(log, RULES), state.visitors(), "seed=" + seed);
        assertEquals(Oracle.visitors(log, RULES), state.uniques(), "seed=" + seed);
        assertEquals(Oracle.access(log, RULES), state.access(), "seed=" + seed);
        assertEquals(Oracle.files(log, RULES), state.files(), "seed=" + seed);
        assertEquals(Oracle.sources(log, RULES), state.sources(), "seed=" + seed);
        assertEquals(Oracle.sourceDays(log, RULES), state.sourceDays(), "seed=" + seed);
        assertTotalsAndTallyAreThoseOfTheWholeLog(log, state, seed);
        return topic.logBegin();
    }

    private static void assertTotalsAndTallyAreThoseOfTheWholeLog(
            List<Logged> log, CrashingPartition state, long seed) {
        CrashingPartition whole = partition(log, new Random(seed));
        whole.countToTheEnd();
        whole.totals().forEach((repository, expected) -> {
            var totals = requireNonNull(state.totals().get(repository));
            assertEquals(expected.counts(), totals.counts(), "seed=" + seed);
            for (int day = 20_400; day < 20_500; day++) {
                assertEquals(expected.recent().sum(day, day), totals.recent().sum(day, day), "seed=" + seed);
            }
        });
        assertEquals(whole.merged(), state.merged(), "seed=" + seed);
        assertEquals(whole.totals().keySet(), state.totals().keySet(), "seed=" + seed);
        assertEquals(EVENTS, state.tally().read(), "seed=" + seed);
        assertEquals(whole.tally().excluded(), state.tally().excluded(), "seed=" + seed);
        assertEquals(whole.tally().counted(), state.tally().counted(), "seed=" + seed);
        assertEquals(whole.tally().sources(), state.tally().sources(), "seed=" + seed);
    }

    private static CrashingPartition partition(List<Logged> log, Random random) {
        return new CrashingPartition(
                log, RULES, random, List.of(0L, 20_000L, 1L << 30).get(random.nextInt(3)));
    }

    private static List<Logged> log(long seed, Random random) {
        List<Logged> log = new ArrayList<>();
        long logTime = LOG_START_MILLIS;
        for (DownloadEvent event : new RandomLog(seed, RULES.gap()).events(EVENTS)) {
            logTime += random.nextInt(STEP_MILLIS);
            log.add(new Logged(event, logTime));
        }
        return log;
    }
}
