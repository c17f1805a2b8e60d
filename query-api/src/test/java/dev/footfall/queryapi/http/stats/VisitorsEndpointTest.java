package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Served;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VisitorsEndpointTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "a", "b");
    private static final RepoId OLD = new RepoId(RepoType.MODEL, "a", "old");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final String PATH = "/models/a/b/stats/visitors?days=2";
    private static final String PERIOD = "\"period\":{\"start\":\"2026-11-19\",\"end\":\"2026-11-20\",\"days\":2}}";

    private final InMemoryState state = new InMemoryState(4);
    private final Asked asked = new Asked(state);

    private void put(RepoId repo, LocalDate day, long[] users, long... anonymous) {
        state.put(repo, day, new DailyCounts(users.length + anonymous.length, users.length, 9, 90))
                .putTail(repo, day, Tails.uniques(users, anonymous));
    }

    @Test
    void knowsAVisitorAgainOnAnotherDayAndUnderAFormerName() {
        put(REPO, TODAY.minusDays(1), new long[] {1, 2}, 10, 11, 12);
        put(REPO, TODAY, new long[] {2, 3}, 12, 13);
        put(OLD, TODAY, new long[] {3}, 10);
        state.rename(new RenameEvent(OLD, Optional.of(REPO), Served.NOW));

        assertEquals(
                "{\"visitors\":{\"value\":7,\"error\":0.0,\"reason\":null},"
                        + "\"users\":{\"value\":3,\"error\":0.0,\"reason\":null},"
                        + "\"anonymous\":{\"value\":4,\"error\":0.0,\"reason\":null}," + PERIOD,
                asked.text(Caller.ANONYMOUS, PATH));
    }

    @Test
    void saysWhyThereIsNoNumberWhereDaysWereCountedWithout() {
        put(REPO, TODAY, new long[] {1});
        state.put(REPO, TODAY.minusDays(1), new DailyCounts(1, 0, 1, 1));

        assertTrue(asked.text(Caller.ANONYMOUS, PATH)
                .startsWith(
                        "{\"visitors\":{\"value\":null,\"error\":null,\"reason\":\"days of this period were counted"));
    }

    @Test
    void saysTheErrorOfASketch() {
        put(REPO, TODAY, new long[] {1}, new SplittableRandom(1).longs(400).toArray());

        String answer = asked.text(Caller.ANONYMOUS, PATH);
        assertTrue(answer.contains("\"users\":{\"value\":1,\"error\":0.0,"), answer);
        assertTrue(answer.matches(".*\"anonymous\":\\{\"value\":(3[89]|4[01])\\d,\"error\":0.0173,.*"), answer);
        assertTrue(answer.matches("\\{\"visitors\":\\{\"value\":(3[89]|4[01])\\d,\"error\":0.017[23],.*"), answer);
    }
}
