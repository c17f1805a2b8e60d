package dev.footfall.aggregator;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.MapStores;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StateConflict;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.rules.CountingRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

@Tag("slow")
class FailurePolicyTest {
    private final AtomicLong recordsRead = new AtomicLong();
    private final List<String> replaced = new ArrayList<>();
    private final List<String> stopped = new ArrayList<>();
    private final FailurePolicy policy = new FailurePolicy(recordsRead::get, replaced::add, stopped::add);

    @Test
    void stopsWhenThreadsDieAgainAndAgainWithoutReadingARecord() {
        for (int death = 1; death < 5; death++) assertEquals(REPLACE_THREAD, policy.handle(fault()));

        assertEquals(SHUTDOWN_CLIENT, policy.handle(fault()));

        assertEquals(1, stopped.size());
        assertEquals(4, replaced.size());
    }

    @Test
    void namesTheTopicsWhosePartitionsWereIncreased() {
        var increased = new StreamsException("Existing internal topic footfall-aggregator-counts-changelog has invalid"
                + " partitions: expected: 3; actual: 2. Use 'org.apache.kafka.tools.StreamsResetter' tool to clean up");

        assertEquals(SHUTDOWN_CLIENT, policy.handle(increased));

        assertEquals(
                List.of("Existing internal topic footfall-aggregator-counts-changelog has invalid partitions: "
                        + "expected: 3;"
                        + " actual: 2. Either partitions were added to the topics of events or likes: "
                        + "stop every ingest and restart this process, which then prints what to do. Or the "
                        + "state belongs to deleted topics: run `footfall rebuild`"),
                stopped);
    }

    @Test
    void goesOnWhileRecordsAreRead() {
        for (int death = 1; death <= 20; death++) {
            recordsRead.incrementAndGet();
            assertEquals(REPLACE_THREAD, policy.handle(fault()));
        }
    }

    @Test
    void goesOnHoweverLongKafkaIsAway() {
        var away = new StreamsException(new TimeoutException("no broker answers"));

        for (int death = 1; death <= 100; death++) assertEquals(REPLACE_THREAD, policy.handle(away));

        assertEquals(List.of(), stopped);
    }

    @Test
    void goesOnHoweverOftenACommitTimesOut() {
        var refused =
                new StreamsException(new IllegalStateException("Cannot attempt operation `sendOffsetsToTransaction`"
                        + " because the previous call to `commitTransaction` timed out and must be retried"));

        for (int death = 1; death <= 100; death++) assertEquals(REPLACE_THREAD, policy.handle(refused));

        assertEquals(List.of(), stopped);
    }

    @Test
    void stopsAtOnceWhereARightIsMissing() {
        var denied = new TransactionalIdAuthorizationException("Transactional Id authorization failed.");

        assertEquals(SHUTDOWN_CLIENT, policy.handle(new StreamsException("of a thread", denied)));

        assertEquals(
                List.of("Kafka denies access that counting needs: Transactional Id authorization " + "failed."),
                stopped);
    }

    @Test
    void namesTheThreadThatIsReplaced() {
        policy.handle(fault());

        assertEquals(List.of(Thread.currentThread().getName()), replaced);
    }

    @Test
    void stopsAtOnceWhenTheStateCannotBeGoneOnFrom() {
        var stores = new MapStores();
        new RuleSet("unnamed", CountingRules.DEFAULT, 8, Projections.ALL).write(stores);
        StateConflict conflict = assertThrows(
                StateConflict.class,
                () -> new RuleSet("unnamed", CountingRules.DEFAULT, 9, Projections.ALL).check(stores));

        assertEquals(SHUTDOWN_CLIENT, policy.handle(new StreamsException(conflict)));

        assertEquals(List.of(String.valueOf(conflict.getMessage())), stopped);
    }

    @ParameterizedTest
    @CsvSource({
        "footfall-aggregator-counts-changelog-0, run `footfall rebuild`",
        "footfall.download-events.v1-0, from a backup",
    })
    void namesTheDamagedTopicAndTheWayOut(String partition, String wayOut) {
        var corrupt = new KafkaException(
                "Record batch for partition " + partition + " at offset 169 is invalid, cause: Record is corrupt");
        var failure = new StreamsException("Restore consumer get unexpected error polling records.", corrupt);

        for (int death = 1; death <= 5; death++) policy.handle(failure);

        assertTrue(stopped.get(0).contains(partition + " at offset 169"), stopped.get(0));
        assertTrue(stopped.get(0).contains(wayOut), stopped.get(0));
    }

    @Test
    void stopsAtOnceWhenTheDiskIsFullInTheSystemsLanguage() {
        var full = new RocksDBException(new Status(Status.Code.IOError, Status.SubCode.NoSpace, "Kein Platz"));

        assertEquals(SHUTDOWN_CLIENT, policy.handle(new StreamsException("Error opening store totals", full)));

        assertTrue(stopped.get(0).startsWith("The disk of the counted state is full"), stopped.get(0));
    }

    @Test
    void stopsAtOnceWhenTheDiskIsFull() {
        var full = new IOException("While appending to file: /data/x.sst: No space left on device");

        assertEquals(SHUTDOWN_CLIENT, policy.handle(new StreamsException("Error opening store totals", full)));

        assertEquals(1, stopped.size());
        assertTrue(stopped.get(0)
                .startsWith("The disk of the counted state is full (While appending to file: /data/x.sst"));
        assertTrue(stopped.get(0).contains("Free some space there and restart"));
    }

    @Test
    void saysWhyRepositoriesCannotBeRead() throws InterruptedException {
        var denied = new KafkaException("Not authorized to access topics: [footfall.repositories.v1]");
        var thread = new Thread(
                () -> policy.handle(new StreamsException("Updating global state failed.", denied)),
                "a-GlobalStreamThread");

        thread.start();
        thread.join();

        assertEquals(1, stopped.size());
        assertTrue(stopped.get(0).endsWith(String.valueOf(denied.getMessage())), stopped.get(0));
    }

    private static StreamsException fault() {
        return new StreamsException("a bug");
    }
}
