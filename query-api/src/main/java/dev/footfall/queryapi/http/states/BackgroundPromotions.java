package dev.footfall.queryapi.http.states;

import dev.footfall.queryapi.states.Correction;
import dev.footfall.queryapi.states.DecisionRefused;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The promotion that this node makes, one at a time: it reads all rows of two states, which may take longer than anybody waits
 * for an answer.
 */
final class BackgroundPromotions {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundPromotions.class);

    /** A client, and whatever is between, waits for longer. */
    private static final Duration WAITED = Duration.ofSeconds(20);

    private Optional<CompletableFuture<Correction>> pending = Optional.empty();

    /**
     * Makes a promotion.
     *
     * @return the correction; empty if it takes longer, and then it goes on
     * @throws DecisionRefused if it cannot be made, or another one is being made
     */
    Optional<Correction> make(Supplier<Correction> promotion) {
        CompletableFuture<Correction> begun = begin(promotion);
        try {
            return Optional.of(begun.get(WAITED.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private synchronized CompletableFuture<Correction> begin(Supplier<Correction> promotion) {
        boolean isUnderWay = pending.filter(last -> !last.isDone()).isPresent();
        if (isUnderWay) throw new DecisionRefused("Another promotion is being made");
        var made = new CompletableFuture<Correction>();
        var thread = new Thread(() -> make(promotion, made), "promotion");
        thread.setDaemon(true);
        pending = Optional.of(made);
        thread.start();
        return made;
    }

    private static void make(Supplier<Correction> promotion, CompletableFuture<Correction> made) {
        try {
            made.complete(promotion.get());
        } catch (RuntimeException e) { // the edge of the thread: whoever waits is told
            LOG.warn("A promotion was not made: {}", e.toString());
            made.completeExceptionally(e);
        }
    }
}
