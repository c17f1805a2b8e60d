package dev.footfall.queryapi.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.Visibility;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "a", "b");
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final int MOST = 1_000;

    private final InMemoryState state = new InMemoryState(2).current(NOW, 3);
    private final AnswerCache kept = new AnswerCache(MOST);
    private final AtomicInteger made = new AtomicInteger();

    /** Answers with as many entries as it is said to. */
    private record Question(int number, int entries, Caller caller, AtomicInteger made)
            implements CacheableQuery<List<Integer>> {
        @Override
        public LocalRead<List<Integer>> answer(PartitionView view) {
            made.incrementAndGet();
            List<Integer> answer = IntStream.range(0, entries).boxed().toList();
            return view.state().likes().number(REPO).map(any -> answer);
        }

        @Override
        public List<Integer> merge(List<List<Integer>> parts) {
            return parts.get(0);
        }

        @Override
        public int size(List<Integer> answer) {
            return answer.size();
        }
    }

    private int timesMadeFor(Question... questions) {
        made.set(0);
        for (Question question : questions) ask(question, false);
        return made.get();
    }

    private LocalRead<List<Integer>> ask(Question question, boolean isStandby) {
        var view = new PartitionView(
                state, state.partitionOf(REPO), new Visibility(state, true), OneNode.NAMES, NodeReport.NONE);
        return kept.answer(question, view, isStandby);
    }

    private Question question(int number, int entries) {
        return new Question(number, entries, Caller.ANONYMOUS, made);
    }

    @Test
    void makesAnAnswerOnceUntilRowsOrRegistrationsChange() {
        assertEquals(1, timesMadeFor(question(1, 5), question(1, 5), question(1, 5)));

        state.put(REPO, LocalDate.EPOCH, DailyCounts.ZERO);
        assertEquals(1, timesMadeFor(question(1, 5), question(1, 5)));

        state.register(new RepositoryEvent(REPO, NOW, true, false, false, RepositoryDetails.NONE));
        assertEquals(1, timesMadeFor(question(1, 5), question(1, 5)));
    }

    @Test
    void givesAKeptAnswerTheAsOfOfNow() {
        ask(question(1, 5), false);
        state.current(NOW.plusSeconds(1), 0);

        LocalRead.Found<List<Integer>> again = (LocalRead.Found<List<Integer>>) ask(question(1, 5), false);

        assertEquals(1, made.get());
        assertEquals(Optional.of(NOW.plusSeconds(1)), again.asOf().newestLogTime());
        assertEquals(5, again.value().size());
    }

    @Test
    void keepsNothingWhileAPartitionIsAway() {
        state.restoring(state.partitionOf(REPO));
        assertTrue(ask(question(1, 5), false) instanceof LocalRead.NotReady);
        assertEquals(0, made.get());

        state.back(state.partitionOf(REPO));
        assertTrue(ask(question(1, 5), false) instanceof LocalRead.Found);
    }

    @Test
    void givesNobodyWhatWasMadeForAnotherCallerOrOfACopy() {
        var other = new Question(1, 5, new Caller(Optional.of("root"), Set.of(), true), made);

        assertEquals(2, timesMadeFor(question(1, 5), other));

        ask(question(1, 5), true);
        assertEquals(3, made.get());
    }

    @Test
    void takesNoMoreRoomForAThousandQuestions() {
        for (int i = 0; i < 1_000; i++) ask(question(i, i % 50), false);

        assertTrue(kept.size() <= MOST / 100, kept.size() + " answers");
        assertEquals(0, timesMadeFor(question(999, 49)));
        assertEquals(1, timesMadeFor(question(1, 1)));
    }

    @Test
    void takesNoMoreRoomForAThousandQuestionsWithoutAnAnswer() {
        state.restoring(state.partitionOf(REPO));

        for (int i = 0; i < 1_000; i++) ask(question(i, 5), false);

        assertTrue(kept.size() <= MOST / 100, kept.size() + " questions");
    }

    @Test
    void doesNotKeepWhatIsLargerThanAllItsRoom() {
        assertEquals(2, timesMadeFor(question(1, MOST), question(1, MOST)));
        assertEquals(0, kept.size());
    }
}
