package dev.footfall.aggregator.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
import dev.footfall.rules.CountingRules.Redirects;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DaySessionsTest {
    private static final int HALF_HOUR = 1_800_000;

    private final CountedOutcome outcome = new CountedOutcome(HeadKind::of, Observation::revisionHash);

    static Stream<Arguments> visits() {
        return Stream.of(
                arguments("a pause within the gap, then a longer one", 7, List.of(3, 8, 16), List.of("3-8", "16-16")),
                arguments("a late event bridges two", 7, List.of(3, 8, 16, 12), List.of("3-16")),
                arguments("one event and another soon after", 300_000, List.of(0, 700), List.of("0-700")),
                arguments(
                        "the gap and 1 ms apart, then joined",
                        300_000,
                        List.of(0, 300_001, 140_000),
                        List.of("0-300001")),
                arguments("twice at the same instant", 300_000, List.of(0, 0), List.of("0-0")),
                arguments(
                        "each the gap and 1 ms after the other",
                        300_000,
                        List.of(0, 300_001, 300_001, 600_002, 600_002, 600_002),
                        List.of("0-0", "300001-300001", "600002-600002")),
                arguments(
                        "second pause within the gap",
                        300_000,
                        List.of(0, 300_001, 450_001),
                        List.of("0-0", "300001-450001")),
                arguments("exactly the gap apart", 300_000, List.of(0, 300_000), List.of("0-300000")),
                arguments("consecutive, in order", 10, List.of(2, 3, 6, 10, 90, 91), List.of("2-10", "90-91")),
                arguments(
                        "three late ones, each a bridge",
                        10,
                        List.of(2, 16, 31, 90, 91, 85, 23, 11),
                        List.of("2-31", "85-91")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("visits")
    void groupsEventsIntoSessions(String what, int gapMillis, List<Integer> times, List<String> expected) {
        var sessions = new DaySessions();

        int downloads = 0;
        for (int time : times) {
            new GapSessions(gapMillis).add(time, sessions, outcome);
            downloads += outcome.downloads();
        }

        assertEquals(expected, described(sessions), what);
        assertEquals(expected.size(), downloads, what);
    }

    @Test
    void continuesASessionAtExactlyTheGapAndOpensOneAMillisecondLater() {
        var sessions = new DaySessions();

        assertEquals("gained 0, lost none", added(sessions, 0));
        assertEquals("gained none, lost none", added(sessions, HALF_HOUR));
        assertEquals("gained 3600001, lost none", added(sessions, 2 * HALF_HOUR + 1));
        assertEquals("gained none, lost 3600001", added(sessions, 2 * HALF_HOUR));
    }

    @Test
    void movesTheHeadOfASessionThatAnEarlierEventLeads() {
        var sessions = new DaySessions();
        new GapSessions(HALF_HOUR).add(3 * HALF_HOUR, sessions, outcome);

        assertEquals("gained 3600000, lost 5400000", added(sessions, 2 * HALF_HOUR));
        assertEquals("gained none, lost none", added(sessions, 2 * HALF_HOUR), "at the same instant");
        assertEquals(0, outcome.downloads());
    }

    @Test
    void takesTheLeastByWayAndClientOfSeveralFirstFilesOfOneMillisecondForItsHead() {
        var sessions = new DaySessions();
        add(sessions, Via.GIT, "curl/8");
        assertEquals("0", outcome.change().gained().toString());

        add(sessions, Via.LFS, "aria2/1");
        assertEquals("gained none, lost none", outcome.toString(), "a greater way");
        add(sessions, Via.GIT, "curl/8");
        assertEquals("gained none, lost none", outcome.toString(), "the same");

        add(sessions, Via.GIT, "conda/2");
        assertEquals(ClientProduct.CURL, outcome.change().lost().client());
        assertEquals(ClientProduct.CONDA, outcome.change().gained().client());
        add(sessions, Via.HTTP, "wget/1");
        assertEquals(
                List.of(Via.GIT, Via.HTTP),
                List.of(outcome.change().lost().via(), outcome.change().gained().via()));
        assertEquals(0, outcome.downloads());
        assertEquals(List.of("0-0"), described(sessions));
    }

    private void add(DaySessions sessions, Via via, String agent) {
        outcome.of(Observation.of(new DownloadEvent(
                "e",
                Instant.EPOCH,
                new RepoId(RepoType.MODEL, "org", "name"),
                VisitorId.user("ann"),
                new FileRequest(via, "GET", 200, 1, null),
                new EventDetails("", null, agent, null))));
        new GapSessions(HALF_HOUR).add(0, sessions, outcome);
    }

    @Test
    void keepsTimesAndKindsAtTheBoundsOfTheDay() {
        var sessions = new DaySessions();
        int largest = (2 << 8) | 255;
        sessions.append(0, 0, largest);
        sessions.append(86_399_998, 86_399_999, 31);

        assertEquals(List.of("0-0", "86399998-86399999"), described(sessions));
        assertEquals(List.of(largest, 31), List.of(sessions.kind(0), sessions.kind(1)));
    }

    private String added(DaySessions sessions, int millisOfDay) {
        new GapSessions(HALF_HOUR).add(millisOfDay, sessions, outcome);
        return outcome.toString();
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void headsThatCameAndDidNotGoAreTheBeginningsOfTheSessions(long seed) {
        var random = new Random(seed);
        var sessions = new DaySessions();
        Set<Integer> heads = new TreeSet<>();

        for (int i = 0; i < 300; i++) {
            new GapSessions(HALF_HOUR / 6).add(random.nextInt(86_400_000), sessions, outcome);
            Head lost = outcome.change().lost();
            Head gained = outcome.change().gained();
            if (lost.isPresent()) assertTrue(heads.remove(lost.millisOfDay()), "seed=" + seed);
            if (gained.isPresent()) assertTrue(heads.add(gained.millisOfDay()), "seed=" + seed);
        }

        List<Integer> firsts = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) firsts.add(sessions.first(i));
        assertEquals(firsts, List.copyOf(heads), "seed=" + seed);
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void doesNotDependOnTheOrder(long seed) {
        var random = new Random(seed);
        List<Integer> times = new ArrayList<>();
        for (int i = 0; i < 300; i++) times.add(random.nextInt(86_400_000));
        var ascending = new DaySessions();
        times.stream().sorted().forEach(time -> new GapSessions(HALF_HOUR / 20).add(time, ascending, outcome));

        Collections.shuffle(times, random);
        var shuffled = new DaySessions();
        times.forEach(time -> new GapSessions(HALF_HOUR / 20).add(time, shuffled, outcome));

        assertEquals(described(ascending), described(shuffled), "seed=" + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1_000, 0})
    void refusesAGapThatIsNotPositive(long millis) {
        var gap = Duration.ofMillis(millis);

        assertThrows(
                IllegalArgumentException.class, () -> new CountingRules(gap, Duration.ofDays(14), Redirects.EXCLUDE));
    }

    private static List<String> described(DaySessions sessions) {
        List<String> described = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) described.add(sessions.first(i) + "-" + sessions.last(i));
        return described;
    }
}
