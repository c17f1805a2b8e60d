package dev.footfall.aggregator.counting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.SlotRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DoubleClicksTest {
    private static final CountingRules RULES =
            CountingRules.DEFAULT.withSlots(new SlotRule(Duration.ofHours(1), Duration.ofMinutes(5)));

    private record Click(String time, String file) {
        Logged logged() {
            Instant at = Instant.parse("2026-03-01T" + time + "Z");
            return new Logged(
                    new DownloadEvent(
                            time + file,
                            at,
                            new RepoId(RepoType.DATASET, "weather", "radar"),
                            VisitorId.user("alice"),
                            new FileRequest(Via.HTTP, "GET", 200, 10, null),
                            new EventDetails(file, null, null, null)),
                    1_000);
        }
    }

    @Test
    void leavesNoDownloadInASlotWhoseOnlyClickIsFollowedAtTheFirstMomentOfTheNext() {
        assertRow(new DailyCounts(1, 1, 1, 20), new Click("10:59:58", "a"), new Click("11:00:00", "a"));
    }

    @Test
    void keepsTheDownloadOfASlotThatHasAClickAtItsFirstMoment() {
        assertRow(
                new DailyCounts(2, 2, 2, 30),
                new Click("10:00:00", "a"),
                new Click("10:58:00", "b"),
                new Click("11:01:00", "b"));
    }

    @Test
    void countsTheLastOfTwoClicksThatALateOneConnects() {
        assertRow(
                new DailyCounts(1, 1, 1, 30),
                new Click("10:58:00", "a"),
                new Click("11:06:00", "a"),
                new Click("11:02:00", "a"));
    }

    @Test
    void countsTheLastOfFiveThousandClicks() {
        List<Logged> log = IntStream.range(0, 5_000)
                .mapToObj(i -> new Click("%02d:%02d:%02d".formatted(i / 3_600, i / 60 % 60, i % 60), "a").logged())
                .toList();

        assertRow(new DailyCounts(1, 1, 1, 50_000), log);
    }

    private static void assertRow(DailyCounts expected, Click... clicks) {
        List<Logged> log = new ArrayList<>();
        for (Click click : clicks) log.add(click.logged());
        assertRow(expected, log);
    }

    private static void assertRow(DailyCounts expected, List<Logged> log) {
        var partition = new CrashingPartition(log, RULES, new Random(1), 1 << 20);
        partition.countToTheEnd();

        assertEquals(Oracle.rows(log, RULES), partition.rows());
        assertEquals(expected, partition.rows().values().iterator().next().counts());
    }
}
