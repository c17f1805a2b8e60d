package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.question.RepositoryDay;
import dev.footfall.rules.ExclusionReason;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

    private final InMemoryState state = new InMemoryState(4);
    private final Asked asked = new Asked(state);

    @Test
    void writesTheDaysOfARepository() {
        var repo = new RepoId(RepoType.MODEL, "a", "b");
        state.put(repo, new RepositoryDay(TODAY, new DailyCounts(4, 1, 8, 99), Map.of(ExclusionReason.LATE, 3L)));

        assertEquals(
                "date,downloads,authenticated,anonymous,files\r\n2026-11-19,0,0,0,0\r\n2026-11-20,4,1,3,8\r\n",
                asked.text(Caller.ANONYMOUS, "/models/a/b/stats/recent?days=2&format=csv"));
        assertEquals(
                "date,downloads,authenticated,anonymous,files,bytes,excluded_withdrawn,excluded_method,"
                        + "excluded_status,excluded_range,excluded_partial,excluded_path,excluded_class:tool,excluded_class:browser,excluded_class:ci,"
                        + "excluded_class:mirror,excluded_class:monitor,excluded_class:robot,excluded_class:unknown,"
                        + "excluded_late,excluded_duplicate,excluded_double-click\r\n"
                        + "2026-11-20,4,1,3,8,99,0,0,0,0,0,0,0,0,0,0,0,0,0,3,0,0\r\n",
                asked.text(Caller.ANONYMOUS, "/models/a/b/stats/recent?days=1&format=csv&fields=bytes,excluded"));
    }

    @Test
    void writesARankingWithNamesThatLookLikeFormulas() {
        state.put(new RepoId(RepoType.MODEL, "-a", "b"), TODAY, new DailyCounts(4, 1, 8, 0));

        assertEquals(
                "id,type,downloads,likes,recent_downloads,private\r\n'-a/b,model,4,0,4,false\r\n",
                asked.text(Caller.ANONYMOUS, "/trending?format=csv"));
    }

    @Test
    void refusesAPartInAFormThatCannotSaySo() {
        assertEquals(
                400,
                asked.reply(Caller.ANONYMOUS, "/trending?format=csv&partial=allow")
                        .status());
        state.restoring(1);
        assertEquals(503, asked.reply(Caller.ANONYMOUS, "/trending?format=csv").status());
    }
}
