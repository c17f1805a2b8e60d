package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.rules.ProjectionNames;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisitorsColumnTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "a", "b");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final String RECENT = "/models/a/b/stats/recent";

    private final InMemoryState state =
            new InMemoryState(4).put(REPO, TODAY, new DailyCounts(3, 0, 5, 10)).putTail(REPO, TODAY, Tails.visitors(2));
    private final Asked asked = new Asked(state);

    @Test
    void isThereForEachDayWhereItIsAskedFor() {
        assertEquals(
                """
                date,downloads,authenticated,anonymous,files,visitors
                2026-11-19,0,0,0,0,0
                2026-11-20,3,0,3,5,2
                """.replace("\n", "\r\n"), asked.text(Caller.ANONYMOUS, RECENT + "?days=2&fields=visitors&format=csv"));
        assertTrue(asked.text(Caller.ANONYMOUS, RECENT + "?days=1&fields=visitors")
                .contains("\"files\":5,\"visitors\":2}"));
        assertFalse(asked.text(Caller.ANONYMOUS, RECENT + "?days=1").contains("visitors"));
    }

    @Test
    void isInTheExportWhereItIsAskedFor() {
        assertEquals(
                """
                type,id,date,downloads,authenticated,anonymous,files,bytes,visitors
                model,a/b,2026-11-20,3,0,3,5,10,2
                """.replace("\n", "\r\n"), Asked.streamed(asked.reply(Caller.ANONYMOUS, "/v1/daily?fields=visitors")));
        assertTrue(Asked.streamed(asked.reply(Caller.ANONYMOUS, "/v1/daily?fields=visitors&format=ndjson"))
                .endsWith("\"bytes\":10,\"visitors\":2}\n"));
    }

    @Test
    void isNeverAddedUpOverDays() {
        assertFalse(asked.text(Caller.ANONYMOUS, "/models/a/b/stats").contains("visitors"));
        assertTrue(asked.text(Caller.ANONYMOUS, RECENT + "?days=14&interval=week&fields=visitors")
                .contains("others are counted by UTC day alone"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/daily", RECENT})
    void isRefusedWhereItIsNotCounted(String path) {
        var without = new Asked(state, Projections.named(ProjectionNames.HOURS));

        String answer = without.text(Caller.ANONYMOUS, path + "?fields=visitors");

        assertTrue(answer.contains("\"parameter\":\"fields\",\"value\":\"visitors\",\"allowed\":\"nothing"), answer);
    }
}
