package dev.footfall.standalone.faults;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.recovery.SteadyTime;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ReplacedTopicIT {
    private static final int COUNTED = 1_000;

    @TempDir
    private Path directory;

    @Test
    void countsATopicFromItsBeginningThatWasCreatedAgainAndIsLongerThanTheOneThatWasCounted() {
        try (var log = new TestLog(directory.resolve("kafka"), 4 * COUNTED)) {
            log.grow(COUNTED);
            try (Aggregator before = start(log)) {
                log.assertCounted(before);
            }
            log.replace();
            log.grow(3 * COUNTED);

            try (Aggregator after = start(log)) {
                log.assertCounted(after);
            }
        }
    }

    private Aggregator start(TestLog log) {
        var time = new SteadyTime(System::nanoTime, System.currentTimeMillis());
        var aggregator = new Aggregator(log.config(directory.resolve("state"), "a"), time, sentence -> {
            throw new IllegalStateException(sentence);
        });
        aggregator.start();
        return aggregator;
    }
}
