package dev.footfall.operations.broker;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Log lines about times in which this process stood still: stopped, starved, or on a machine that slept. Nothing is wrong after such a
 * time, but the lag that it leaves has its reason in the log.
 */
final class Pauses implements AutoCloseable {
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Pauses.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "embedded-broker-pauses");
        thread.setDaemon(true);
        return thread;
    });

    private long lastMillis = System.currentTimeMillis();

    Pauses() {
        var unused = clock.scheduleWithFixedDelay(
                this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void look() {
        long nowMillis = System.currentTimeMillis(); // Java's other clock stands still while the machine sleeps
        between(lastMillis, nowMillis).ifPresent(LOG::warn);
        lastMillis = nowMillis;
    }

    /** Returns the line about two looks that should be one interval apart, if there was a pause between them. */
    static Optional<String> between(long firstMillis, long secondMillis) {
        Duration apart = Duration.ofMillis(secondMillis - firstMillis); // a pause, and less than an interval
        return apart.compareTo(SHORTEST.plus(INTERVAL)) < 0
                ? Optional.empty()
                : Optional.of("Kafka paused for " + apart.toSeconds() + " s, continuing");
    }
}
