package dev.footfall.operations.states;

import dev.footfall.queryapi.states.CountedState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.ThreadUtils;

/**
 * The switch of a node to the state that answers from a decision on. Where only nodes of another release can open that, this node
 * answers from the former state, whose numbers are the same, until load balancers have noticed that those are ready.
 */
final class Handover implements AutoCloseable {
    /** Some looks of a load balancer or of Kubernetes. */
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(20);

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(ThreadUtils.createThreadFactory("footfall-handover", true));
    private Consumer<CountedState> switching = any -> {};
    private Optional<Future<?>> leaving = Optional.empty();
    private long decision;

    synchronized void begin(Consumer<CountedState> switched) {
        switching = switched;
    }

    /** {@code isOpen}: this node can answer from it. */
    synchronized void to(CountedState next, boolean isOpen) {
        long current = ++decision;
        leaving.ifPresent(before -> before.cancel(false));
        leaving = Optional.empty();
        if (isOpen) {
            switching.accept(next);
            return;
        }
        leaving = Optional.of(
                timer.schedule(() -> leave(next, current), NOTICED_WITHIN.toMillis(), TimeUnit.MILLISECONDS));
    }

    private synchronized void leave(CountedState next, long of) {
        if (of == decision) switching.accept(next);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
