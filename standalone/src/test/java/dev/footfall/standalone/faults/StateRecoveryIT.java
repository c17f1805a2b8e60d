package dev.footfall.standalone.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.recovery.SteadyTime;
import dev.footfall.standalone.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** After a kill a node goes on from the copy of its stores: every row is the oracle's, and little is fetched again. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class StateRecoveryIT {
    private static final int BEFORE = 12_000;
    private static final int AFTER = 1_000;

    @TempDir
    private Path directory;

    private Path state;
    private TestLog log;

    @BeforeEach
    void countTheLogAndKillWhoGoesOn() throws Exception {
        state = directory.resolve("state");
        log = new TestLog(directory.resolve("kafka"), BEFORE + 2 * AFTER);
        log.grow(BEFORE);
        try (Aggregator first = start()) {
            log.awaitCounted(first);
        }
        killOneThatHasCopied();
    }

    private void killOneThatHasCopied() {
        List<Path> before = copies();
        try (ChildProcess node =
                HaltingNode.start(log.bootstrapServers(), state, Moment.NONE, directory.resolve("output"))) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> copies().stream()
                                    .filter(copy -> !before.contains(copy))
                                    .count()
                            == TestLog.PARTITIONS);
            log.grow(AFTER);
            node.kill();
        }
    }

    @AfterEach
    void stopLog() {
        log.close();
    }

    @Test
    void goesOnFromTheCopy() throws Exception {
        long fetched = fetchedByWhoIsRight();

        delete(state);
        long all = fetchedByWhoIsRight();

        assertTrue(fetched * 3 < all, () -> fetched + " of " + all + " records were fetched");
    }

    @Test
    @Tag("proof")
    void goesOnFromTheCopyAlsoASecondTime() throws Exception {
        killOneThatHasCopied();

        goesOnFromTheCopy();
    }

    @Test
    @Tag("proof")
    void restoresAllWhereTheChangelogsHaveLostTheirEnds() throws Exception {
        for (Path copy : copies()) {
            String note = Files.readString(copy);
            String ahead = note.replaceAll("(offset=)(\\d+)", "$19$2");
            assertTrue(!ahead.equals(note), note);
            Files.writeString(copy, ahead);
        }
        long fetched = fetchedByWhoIsRight();

        delete(state);
        long all = fetchedByWhoIsRight();

        assertTrue(fetched * 3 > all * 2, () -> fetched + " of " + all + " records were fetched");
    }

    /** Counts what is left, and closes. */
    private long fetchedByWhoIsRight() {
        try (Aggregator aggregator = start()) {
            log.assertCounted(aggregator);
            return aggregator.restore().done();
        }
    }

    private Aggregator start() {
        var aggregator = new Aggregator(
                log.config(state, "a"), new SteadyTime(System::nanoTime, System.currentTimeMillis()), sentence -> {
                    throw new IllegalStateException(sentence);
                });
        aggregator.start();
        return aggregator;
    }

    /** The notes of the copies that are whole. */
    private List<Path> copies() {
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(file -> file.endsWith("snapshot.properties")).toList();
        } catch (UncheckedIOException e) {
            return List.of(); // deleted meanwhile
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
