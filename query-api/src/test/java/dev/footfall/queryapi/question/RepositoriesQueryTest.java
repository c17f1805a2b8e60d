package dev.footfall.queryapi.question;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.OneNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RepositoriesQueryTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "myorg", "mymodel");

    /** A ranking's names may become one repository by a rename before the columns beside them are asked for. */
    @Test
    void countsARepositoryThatIsNamedTwiceOnce() {
        LocalDate day = LocalDate.of(2026, 11, 20);
        var state = new InMemoryState(1).current(Instant.parse("2026-11-20T12:00:00Z"), 0);
        state.put(REPO, day, new DailyCounts(3, 0, 3, 0));
        List<Lineage> twice = List.of(Lineage.of(REPO), Lineage.of(REPO));

        Answer<List<DownloadSeries>> answer =
                OneNode.reader(state, true).ask(new DownloadSeriesQuery(twice, day, day, Set.of()));

        List<DownloadSeries> once =
                List.of(new DownloadSeries(REPO, List.of(3L)), new DownloadSeries(REPO, List.of(3L)));
        assertEquals(once, answer.fold(Answer.Complete::value, partial -> List.of(), unavailable -> List.of()));
    }
}
