package dev.footfall.cli;

import dev.footfall.standalone.Lifetime;
import dev.footfall.standalone.ProcessListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.ThreadUtils;

/** From a start's fifth second on, a line each ten seconds of what is awaited; on a terminal one line, drawn again. */
final class StartReport implements ProcessListener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final Duration BETWEEN_DRAWINGS = Duration.ofMillis(500);

    private final ProgressBar bar;
    private final Lifetime lifetime;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(ThreadUtils.createThreadFactory("footfall-start-report", true));
    private final long startNanos = System.nanoTime();
    private volatile Supplier<Awaited> awaited = () -> Awaited.of("the data directory");
    private Optional<Pace> pace = Optional.empty();

    private record Pace(String what, long done, long nanos) {}

    StartReport(PrintWriter err, Lifetime lifetime) {
        this(new ProgressBar(err, ""), lifetime, PATIENCE);
    }

    StartReport(ProgressBar bar, Lifetime lifetime, Duration patience) {
        this.bar = bar;
        this.lifetime = lifetime;
        long period = (bar.isTerminal() ? BETWEEN_DRAWINGS : BETWEEN_LINES).toMillis();
        var unused = executor.scheduleAtFixedRate(this::show, patience.toMillis(), period, TimeUnit.MILLISECONDS);
    }

    @Override
    public void failed(String sentence) {
        lifetime.fail(sentence);
    }

    @Override
    public void awaits(Supplier<Awaited> what) {
        lifetime.requireOngoing();
        awaited = what;
    }

    private synchronized void show() {
        try {
            long nowNanos = System.nanoTime();
            Awaited now = awaited.get();
            bar.draw(now.done(), now.total(), text(now, nowNanos));
        } catch (RuntimeException e) { // what was awaited is just closing; the next line says the next thing
            bar.erase();
        }
    }

    String text(Awaited now, long nowNanos) {
        String since = "%d s: waiting for %s".formatted((nowNanos - startNanos) / 1_000_000_000, now.what());
        if (now.total() == 0) return since;
        return "%s, %,d of %,d %s%s".formatted(since, now.done(), now.total(), now.unit(), left(now, nowNanos));
    }

    private String left(Awaited now, long nowNanos) {
        Pace first = pace.filter(known -> known.what().equals(now.what())).orElse(null);
        if (first == null) pace = Optional.of(new Pace(now.what(), now.done(), nowNanos));
        if (first == null || now.done() <= first.done()) return "";
        double perNano = (double) (now.done() - first.done()) / (nowNanos - first.nanos());
        long seconds = Math.round((now.total() - now.done()) / perNano / 1e9);
        return ", " + ProgressBar.left(seconds) + " left";
    }

    void end() {
        executor.shutdownNow();
        synchronized (this) {
            bar.erase();
        }
    }

    @Override
    public void close() {
        end();
    }
}
