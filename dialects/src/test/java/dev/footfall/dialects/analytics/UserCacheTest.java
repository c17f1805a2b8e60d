package dev.footfall.dialects.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.PackedUsers;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.aggregator.query.UserPage;
import dev.footfall.dialects.OtherQuestions;
import dev.footfall.events.RenameEvent;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.ProxiedState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Registered;
import dev.footfall.queryapi.question.HourSpan;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.Nodes;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.route.Questions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserCacheTest {
    private static final HourRange DAY = HourSpan.ofDays(Nodes.DAY, Nodes.DAY).range();
    private static final Caller ROOT = new Caller(Optional.of("root"), Set.of(), true);

    private final InMemoryState state = new InMemoryState(2).current(Nodes.NOW, 3);
    private final AtomicInteger pages = new AtomicInteger();
    private volatile Runnable beforePage = () -> {};
    private volatile Consumer<Integer> beforeVersion = partition -> {};
    private volatile boolean isTooLong;
    private final UserCache kept = new UserCache(OneNode.reader(counting(), true));
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** The state, whose pages of users are counted. */
    private LocalState counting() {
        return ProxiedState.of((proxy, method, arguments) -> {
            boolean isPage = method.getName().equals("page");
            if (isPage) {
                pages.incrementAndGet();
                beforePage.run();
            }
            if (method.getName().equals("version")) beforeVersion.accept((Integer) arguments[0]);
            Object read = method.invoke(state, arguments);
            return isPage && isTooLong ? ((LocalRead<?>) read).map(UserCacheTest::tooLong) : read;
        });
    }

    private static UserPage tooLong(Object page) {
        return new UserPage(
                PackedUsers.NONE, List.of(), List.of(), PeriodUsers.MOST_USER_DAYS + 1, ((UserPage) page).last());
    }

    private Answer.Complete<PeriodUsers> ask(Caller caller) {
        return AnswerRenderer.whole(kept.answer(DAY, caller));
    }

    private void put(String user, int repo) {
        state.put(user, new UserHour(Nodes.repo(repo), Nodes.NOW, 1, 1, 1));
    }

    private int pagesReadBy(Runnable questions) {
        pages.set(0);
        questions.run();
        return pages.get();
    }

    @Test
    void readsUsersOnceUntilRowsOrRegistrationsChange() {
        put("ann", 1);
        assertEquals(2, pagesReadBy(() -> ask(ROOT)));
        assertEquals(0, pagesReadBy(() -> ask(ROOT)));

        put("bob", 1);
        assertTrue(pagesReadBy(() -> assertEquals(2, ask(ROOT).value().number())) > 0);

        state.register(Registered.removed(Nodes.repo(1)));
        assertEquals(0, ask(ROOT).value().number());
    }

    @Test
    void givesAKeptAnswerTheAsOfOfNow() {
        put("ann", 1);
        PeriodUsers first = ask(ROOT).value();
        state.current(Nodes.NOW.plusSeconds(1), 0);

        Answer.Complete<PeriodUsers> again = ask(ROOT);

        assertSame(first, again.value());
        assertEquals(Optional.of(Nodes.NOW.plusSeconds(1)), again.asOf().newestLogTime());
    }

    @Test
    void givesNobodyWhatWasMadeForAnotherCaller() {
        put("ann", 1);
        state.register(Registered.privately(Nodes.repo(1)));

        assertEquals(1, ask(ROOT).value().number());
        assertEquals(0, ask(Caller.ANONYMOUS).value().number());
        assertEquals(1, ask(ROOT).value().number());
    }

    @Test
    void hasNoAnswerWhileAPartitionIsAwayAlthoughOneIsKept() {
        ask(ROOT);
        state.restoring(1);
        assertInstanceOf(Answer.Unavailable.class, kept.answer(DAY, ROOT));

        state.back(1);
        assertEquals(0, pagesReadBy(() -> ask(ROOT)));
    }

    @Test
    void keepsThatAPeriodIsTooLongUntilWhatWasReadChanges() {
        isTooLong = true;
        assertTrue(ask(ROOT).value().isTooLong());

        isTooLong = false; // a new merge would say so
        assertTrue(ask(ROOT).value().isTooLong());

        put("ann", 1);
        assertEquals(1, ask(ROOT).value().number());
    }

    @Test
    void keepsNothingThatChangedWhileItWasRead() {
        for (int i = 0; i < 9; i++) put("user" + i, i);
        beforePage = () -> {
            beforePage = () -> {};
            put("zoe", 1);
        };
        ask(ROOT);

        assertTrue(pagesReadBy(() -> ask(ROOT)) > 0);
        assertEquals(0, pagesReadBy(() -> ask(ROOT)));
        assertEquals(10, ask(ROOT).value().number());
    }

    @Test
    void keepsNoNameThatARenameReplacedJustBeforeTheVersionWasRead() {
        put("ann", 1);
        var rename = new RenameEvent(Nodes.repo(1), Optional.of(Nodes.repo(2)), Nodes.NOW);
        beforeVersion = partition -> {
            if (partition != state.partitionOf(Nodes.repo(1))) return;
            beforeVersion = any -> {};
            state.rename(rename);
        };
        ask(ROOT);

        assertEquals(Map.of(Nodes.repo(2), 1L), ask(ROOT).value().ofRepositories());
    }

    @ParameterizedTest
    @CsvSource({"false, 2", "true, 4"})
    void letsThoseWhoAskMeanwhileWaitForOneWalk(boolean isAlwaysFlushed, int expectedPages) throws Exception {
        put("ann", 1);
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var waiting = new ArrayList<Thread>();
        beforePage = () -> {
            begun.countDown();
            Awaitility.await().until(() -> goOn.getCount() == 0);
            if (isAlwaysFlushed) state.register(Registered.openly(Nodes.repo(2)));
        };

        List<Future<Answer<PeriodUsers>>> answers = new ArrayList<>();
        answers.add(threads.submit(() -> kept.answer(DAY, ROOT)));
        begun.await();
        for (int i = 0; i < 4; i++) {
            answers.add(threads.submit(() -> {
                synchronized (waiting) {
                    waiting.add(Thread.currentThread());
                }
                return kept.answer(DAY, ROOT);
            }));
        }
        Awaitility.await().until(() -> areParked(waiting, 4));
        goOn.countDown();

        Set<String> found = new HashSet<>();
        for (Future<Answer<PeriodUsers>> answer : answers) found.add(text(answer.get()));
        assertEquals(expectedPages, pages.get());
        assertEquals(Set.of(text(ask(ROOT))), found);
    }

    private static boolean areParked(List<Thread> threads, int number) {
        synchronized (threads) {
            return threads.size() == number
                    && threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING);
        }
    }

    private static String text(Answer<PeriodUsers> answer) {
        return Questions.text(answer.map(OtherQuestions::inOrder));
    }

    @Test
    void neverTakesAnotherNodesVersionForItsOwn() {
        try (var nodes = Nodes.inProcess(2)) {
            var first = new UserCache(nodes.reader(0));
            String all = text(first.answer(DAY, ROOT));
            nodes.owned(1).put("new", new UserHour(Nodes.repo(1), Nodes.NOW, 1, 1, 1));

            for (int owner : new int[] {0, 1, 0}) {
                for (int partition = 0; partition < Nodes.PARTITIONS; partition++) nodes.own(partition, owner);
                String found = text(first.answer(DAY, ROOT));
                assertEquals(text(new UserCache(nodes.reader(owner)).answer(DAY, ROOT)), found);
                assertEquals(owner == 0, found.equals(all), "owner " + owner);
            }
        }
    }
}
