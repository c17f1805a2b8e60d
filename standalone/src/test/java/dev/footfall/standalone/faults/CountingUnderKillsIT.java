package dev.footfall.standalone.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.recovery.SteadyTime;
import dev.footfall.standalone.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is lost and nothing is doubled when a counting process is killed: every row is the oracle's. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CountingUnderKillsIT {
    private static final int PORTION = 3_000;

    @TempDir
    private Path directory;

    private TestLog log;

    @BeforeEach
    void startLog() {
        log = new TestLog(directory.resolve("kafka"), 5 * PORTION);
    }

    @AfterEach
    void stopLog() {
        log.close();
    }

    @Test
    void aProcessThatIsKilledAtEachMomentOfACommit() throws Exception {
        Path state = directory.resolve("state");
        var moments = List.of(
                Moment.AFTER_COMMIT, Moment.BEFORE_FLUSH, Moment.IN_FLUSH, Moment.AFTER_FLUSH, Moment.BEFORE_COMMIT);
        for (Moment moment : moments) {
            log.grow(PORTION);
            ChildProcess node = HaltingNode.start(log.bootstrapServers(), state, moment, directory.resolve("output"));
            assertEquals(HaltingNode.HALTED, node.exitCode(), moment::toString);
        }

        try (Aggregator survivor = start(log.config(state, "a"))) {
            log.assertCounted(survivor);
        }
    }

    /** Kafka Streams deletes the files of stores that were not closed one by one, and cannot open what is left of them. */
    @Test
    @Tag("proof")
    void aProcessThatIsKilledWhileItThrowsItsStoresAway() throws Exception {
        Path state = directory.resolve("state");
        log.grow(PORTION);
        ChildProcess node =
                HaltingNode.start(log.bootstrapServers(), state, Moment.AFTER_COMMIT, directory.resolve("output"));
        assertEquals(HaltingNode.HALTED, node.exitCode());
        try (Stream<Path> files = Files.walk(state)) {
            List<Path> manifests = files.filter(
                            file -> file.getFileName().toString().startsWith("MANIFEST"))
                    .toList();
            assertFalse(manifests.isEmpty());
            for (Path manifest : manifests) Files.delete(manifest);
        }

        try (Aggregator survivor = start(log.config(state, "a"))) {
            log.assertCounted(survivor);
        }
    }

    private static Aggregator start(AggregatorConfig config) {
        var aggregator =
                new Aggregator(config, new SteadyTime(System::nanoTime, System.currentTimeMillis()), sentence -> {
                    throw new IllegalStateException(sentence);
                });
        aggregator.start();
        return aggregator;
    }
}
