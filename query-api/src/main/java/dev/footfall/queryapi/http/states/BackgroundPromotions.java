package dev.footfall.queryapi.http.states;

import dev.footfall.queryapi.states.Correction;
import dev.footfall.queryapi.states.DecisionRefused;
import dev.footfall.web.HttpProblemException;
import io.micrometer.core.instrument.util.NamedThreadFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The promotion that this node makes, one at a time: it reads all rows of two states, which may take longer than anybody waits
 * for an answer.
 */
final class BackgroundPromotions {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundPromotions.class);
    private static final ThreadFactory THREADS = new NamedThreadFactory("promotion");

    /** Shorter than the timeouts of clients and proxies. */
    private static final Duration WAITED = Duration.ofSeconds(20);

    private final Consumer<String> warnings;
    private Optional<CompletableFuture<Correction>> pending = Optional.empty();
    private Optional<String> lastCause = Optional.empty();

    BackgroundPromotions() {
        this(LOG::warn);
    }

    BackgroundPromotions(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /** Empty if it takes longer; it continues then. Refused while another one is being made. */
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
        if (isUnderWay) throw new DecisionRefused("Another promotion is in progress");
        Executor thread = task -> THREADS.newThread(task).start();
        var made = CompletableFuture.supplyAsync(() -> made(promotion), thread);
        pending = Optional.of(made);
        return made;
    }

    /** Nothing that was thrown is lost: the waiting caller gets it. */
    private Correction made(Supplier<Correction> promotion) {
        try {
            Correction correction = promotion.get();
            warn(Optional.empty());
            return correction;
        } catch (RuntimeException | Error e) {
            warn(Optional.of(sentence(e)));
            throw e;
        }
    }

    private static String sentence(Throwable failure) {
        if (failure instanceof DecisionRefused refused) return String.valueOf(refused.getMessage());
        return failure instanceof HttpProblemException problem
                ? "a query for the states returned " + problem.reply().status()
                : failure.toString(); // nothing that is expected: its kind tells where to look
    }

    /** Warns once for each cause and once when it is over: clients may retry each second. */
    private synchronized void warn(Optional<String> failure) {
        Optional<String> cause = failure.map(text -> text.replaceAll("[0-9]+", "0"));
        if (!cause.equals(lastCause)) {
            warnings.accept(failure.map("A promotion failed: "::concat).orElse("Promotions continue"));
        }
        lastCause = cause;
    }
}
