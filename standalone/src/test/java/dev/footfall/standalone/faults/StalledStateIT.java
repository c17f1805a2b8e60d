package dev.footfall.standalone.faults;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.recovery.SteadyTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A state whose only thread reads nothing more of a log that grows, and does not fail. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class StalledStateIT {
    private static final int PORTION = 3_000;

    @TempDir
    private Path directory;

    @Test
    @Tag("proof")
    void isCountedOnByAnotherThread() throws InterruptedException {
        var aheadNanos = new AtomicLong();
        var time = new SteadyTime(() -> System.nanoTime() + aheadNanos.get(), System.currentTimeMillis());
        try (var log = new TestLog(directory.resolve("kafka"), 3 * PORTION);
                var aggregator = new Aggregator(log.config(directory.resolve("state"), "stalled"), time, sentence -> {
                    throw new IllegalStateException(sentence);
                })) {
            aggregator.start();
            log.grow(PORTION);
            log.awaitCounted(aggregator);

            FaultyClients.stall("stalled");
            log.grow(PORTION);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        log.grow(10);
                        aheadNanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
                        return aggregator.progress().counted() != PORTION;
                    });

            log.assertCounted(aggregator);
        }
    }
}
