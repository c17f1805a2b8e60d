package dev.footfall.queryapi.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.question.DaysQuery;
import dev.footfall.queryapi.question.NumbersQuery;
import dev.footfall.queryapi.question.RankedRepository;
import dev.footfall.queryapi.question.RankingQuery;
import dev.footfall.queryapi.question.RepositoryNumbers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateReaderTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-20");
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "myorg", "mymodel");
    private static final TrendingQuery TOP_TEN = new TrendingQuery(RepoType.MODEL, DAY, DAY, 10);

    private final InMemoryState state = new InMemoryState(8);
    private final StateReader reader = OneNode.reader(state, true);

    @Test
    void asksTheOnePartitionOfARepository() {
        state.put(REPO, DAY, new DailyCounts(3, 1, 4, 10));
        for (int partition = 0; partition < 8; partition++) {
            if (partition != state.partitionOf(REPO)) state.elsewhere(partition);
        }

        var complete = assertInstanceOf(Answer.Complete.class, reader.ask(new NumbersQuery(Lineage.of(REPO))));

        assertEquals(new RepositoryNumbers(Optional.of(new DailyCounts(3, 1, 4, 10)), 0, Set.of()), complete.value());
    }

    @Test
    void cannotAnswerForAPartitionThatIsElsewhereOrRestoring() {
        state.put(REPO, DAY, new DailyCounts(3, 1, 4, 10)).elsewhere(state.partitionOf(REPO));
        assertInstanceOf(Answer.Unavailable.class, reader.ask(new NumbersQuery(Lineage.of(REPO))));

        state.restoring(state.partitionOf(REPO));
        var unavailable =
                assertInstanceOf(Answer.Unavailable.class, reader.ask(new DaysQuery(Lineage.of(REPO), DAY, DAY)));
        assertEquals("restoring", unavailable.reason());
    }

    @Test
    void tellsARepositoryWithoutCountedEventsFromOneWithoutDownloads() {
        state.put(REPO, DAY, DailyCounts.ZERO);
        var unknown = new RepoId(RepoType.MODEL, "myorg", "other");

        var known = assertInstanceOf(Answer.Complete.class, reader.ask(new NumbersQuery(Lineage.of(REPO))));
        var nothing = assertInstanceOf(Answer.Complete.class, reader.ask(new NumbersQuery(Lineage.of(unknown))));

        assertEquals(new RepositoryNumbers(Optional.of(DailyCounts.ZERO), 0, Set.of()), known.value());
        assertEquals(new RepositoryNumbers(Optional.empty(), 0, Set.of()), nothing.value());
    }

    @Test
    void mergesTheTopsOfAllPartitionsInTheRankingsOrder() {
        for (int i = 0; i < 40; i++) put(i, i / 2 + 1);

        List<RankedRepository> rows =
                complete(reader.ask(new RankingQuery(TOP_TEN, Caller.ANONYMOUS)).map(RankingQuery.Ranked::first));

        assertEquals(
                List.of("a/r38", "a/r39", "a/r36", "a/r37", "a/r34", "a/r35", "a/r32", "a/r33", "a/r30", "a/r31"),
                rows.stream().map(row -> row.row().repo().fullName()).toList());
    }

    @Test
    void leavesOutWhatIsNotVisibleBeforeItCutsTheList() {
        for (int i = 0; i < 40; i++) {
            put(i, i + 1);
            var repo = new RepoId(RepoType.MODEL, "a", "r" + i);
            boolean isPrivate = repo.name().contains("3");
            state.register(new RepositoryEvent(repo, Instant.EPOCH, false, isPrivate, false, RepositoryDetails.NONE));
        }

        List<RankedRepository> rows =
                complete(reader.ask(new RankingQuery(TOP_TEN, Caller.ANONYMOUS)).map(RankingQuery.Ranked::first));

        assertEquals(10, rows.size());
        assertEquals("a/r29", rows.get(0).row().repo().fullName());
    }

    @Test
    void namesThePartitionsThatARankingMisses() {
        put(1, 1);
        state.restoring(5).elsewhere(2);

        var partial = assertInstanceOf(Answer.Partial.class, reader.ask(new RankingQuery(TOP_TEN, Caller.ANONYMOUS)));

        assertEquals(List.of(2, 5), partial.missingPartitions());
    }

    @Test
    void hasNoAnswerWhenNoPartitionHasOne() {
        for (int partition = 0; partition < 8; partition++) state.restoring(partition);

        assertInstanceOf(Answer.Unavailable.class, reader.ask(new RankingQuery(TOP_TEN, Caller.ANONYMOUS)));
    }

    @Test
    void addsTheLagsOfAllPartitionsAsked() {
        state.current(Instant.parse("2026-11-20T10:00:00Z"), 5);

        var complete = assertInstanceOf(Answer.Complete.class, reader.ask(new RankingQuery(TOP_TEN, Caller.ANONYMOUS)));

        assertEquals(40, complete.asOf().lagRecords());
    }

    private void put(int number, long downloads) {
        var repo = new RepoId(RepoType.MODEL, "a", "r" + number);
        state.put(repo, DAY, new DailyCounts(downloads, 0, downloads, 0));
    }

    private static List<RankedRepository> complete(Answer<List<RankedRepository>> answer) {
        return answer.fold(Answer.Complete::value, partial -> List.of(), unavailable -> List.of());
    }
}
