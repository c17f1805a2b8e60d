package dev.footfall.aggregator.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.renames.Renames;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LiveRegistrationsTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "acme", "model");

    private final LiveRegistrations live = new LiveRegistrations();
    private final AtomicBoolean isPrivate = new AtomicBoolean();
    private final AtomicInteger lookUps = new AtomicInteger();

    private Optional<RepositoryEvent> stored(RepoId repo) {
        lookUps.incrementAndGet();
        return Optional.of(state(repo));
    }

    private RepositoryEvent state(RepoId repo) {
        return new RepositoryEvent(repo, Instant.EPOCH, false, isPrivate.get(), false, RepositoryDetails.NONE);
    }

    private boolean isSeenPrivate() {
        return live.of(REPO, this::stored).orElseThrow().isPrivate();
    }

    @Test
    void looksARepositoryUpOnceUntilItChanges() {
        isSeenPrivate();
        assertFalse(isSeenPrivate());
        assertEquals(1, lookUps.get());

        isPrivate.set(true);
        live.apply(state(REPO));

        assertTrue(isSeenPrivate());
        assertEquals(2, lookUps.get());
    }

    @Test
    void keepsNothingThatWasReadBeforeAChangeAndComesAfterIt() throws Exception {
        var isRead = new CountDownLatch(1);
        var isStored = new CountDownLatch(1);
        CompletableFuture<?> slow = CompletableFuture.runAsync(
                () -> live.of(REPO, repo -> {
                    Optional<RepositoryEvent> before = stored(repo);
                    isRead.countDown();
                    await(isStored);
                    return before;
                }),
                LiveRegistrationsTest::begin);
        isRead.await();

        isPrivate.set(true);
        CompletableFuture<?> change = CompletableFuture.runAsync(
                () -> {
                    isStored.countDown();
                    live.apply(state(REPO));
                },
                LiveRegistrationsTest::begin);
        CompletableFuture.allOf(slow, change).get();

        assertTrue(isSeenPrivate());
    }

    @Test
    void worksRenamesOutOnceForAllWhoAskAfterAChange() throws Exception {
        for (int number = 0; number < 5_000; number++) live.apply(rename(number));
        Renames before = live.renames();
        live.apply(rename(5_000));
        var isAsked = new CyclicBarrier(8);

        List<CompletableFuture<Renames>> asked = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> {
                            await(isAsked);
                            return live.renames();
                        },
                        LiveRegistrationsTest::begin))
                .limit(isAsked.getParties())
                .toList();

        Renames first = asked.get(0).get();
        for (CompletableFuture<Renames> other : asked) assertSame(first, other.get());
        assertEquals(before.renamed() + 1, first.renamed());
    }

    @Test
    void endsARenameWhetherItWasWorkedOutOrNot() {
        for (int number = 0; number < 2; number++) {
            live.apply(rename(number));
            if (number > 0) assertEquals(1, live.renames().renamed());

            live.apply(new RenameEvent(rename(number).repo(), Optional.empty(), Instant.EPOCH));

            assertTrue(live.renames().isEmpty());
        }
    }

    private static RenameEvent rename(int number) {
        return new RenameEvent(
                new RepoId(RepoType.MODEL, "acme", "old-" + number),
                Optional.of(new RepoId(RepoType.MODEL, "acme", "new-" + number)),
                Instant.EPOCH);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void keepsThoseOfALargeHubAndABoundedNumber() {
        lookUp(80_000);
        lookUps.set(0);
        lookUp(80_000);
        assertEquals(0, lookUps.get());

        lookUp(400_000);
        lookUps.set(0);
        lookUp(400_000);
        assertTrue(lookUps.get() > 250_000, "looked up " + lookUps.get());
    }

    private void lookUp(int repositories) {
        for (int i = 0; i < repositories; i++) live.of(new RepoId(RepoType.MODEL, "acme", "m" + i), this::stored);
    }

    /** On a thread of its own: from Java 25 on, two cores have one in the common pool, on which two that wait for each other wait for ever. */
    private static void begin(Runnable task) {
        new Thread(task).start();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
