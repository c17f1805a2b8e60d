package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.live.LiveRegistrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy has what is committed and nothing else, or there is none. */
class TaskSnapshotsTest {
    private static final long MINUTE = 60_000;
    private static final long END = 7;

    @TempDir(factory = MemoryDirectory.class)
    private Path directory;

    private final FlushHook hook = new FlushHook();
    private final PartitionProgress progress = new PartitionProgress(() -> 0);
    private CompletableFuture<Long> ends = CompletableFuture.completedFuture(END);
    private MockProcessorContext<byte[], byte[]> context;
    private TaskSnapshots snapshots;
    private long nowMillis;
    private int questions;

    @BeforeEach
    void open() throws IOException {
        Path database = Files.createDirectories(directory.resolve("rocksdb").resolve(PartitionStores.STORE));
        Files.writeString(database.resolve("CURRENT"), "MANIFEST-1\n");
        Files.writeString(database.resolve("MANIFEST-1"), "no tables");
        context = new MockProcessorContext<>(new Properties(), new TaskId(0, 3), directory.toFile());
        context.addStateStore(hook);
        context.addStateStore(
                Stores.inMemoryKeyValueStore(PartitionStores.STORE).get());
        pass(MINUTE);
        Shared given = Driver.shared(new LivePartitions(), new LiveRegistrations());
        var shared = new Shared(
                given.budget(),
                given.live(),
                given.registrations(),
                given.pace(),
                given.seals(),
                false,
                false,
                false,
                partition -> {
                    questions++;
                    return ends;
                },
                progress);
        snapshots = new TaskSnapshots(context, new StreamsStores(context), shared);
    }

    private void pass(long millis) {
        nowMillis += millis;
        context.setCurrentSystemTimeMs(nowMillis);
    }

    /** Prepares a commit with so many changes. */
    private void flush(int changes) {
        snapshots.beforeFlush();
        for (int i = 0; i < changes; i++) hook.writes();
        snapshots.afterFlush();
    }

    private void commit() {
        progress.commits().add(1, 0);
    }

    /** The time of the copy that is there; 0 where there is none. */
    private long copiedAtMillis() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("snapshot-"))
                    .mapToLong(name -> Long.parseLong(name.substring("snapshot-".length())))
                    .max()
                    .orElse(0);
        }
    }

    @Test
    void copiesWhatATaskIsOpenedWith() throws IOException {
        flush(1);

        assertEquals(MINUTE, copiedAtMillis());
    }

    @Test
    void copiesNoChangesThatAreNotCommitted() throws IOException {
        commit();
        flush(1);
        pass(MINUTE);
        flush(0);
        assertEquals(MINUTE, copiedAtMillis(), "what the first flush wrote is not committed");

        commit();
        flush(1);
        assertEquals(2 * MINUTE, copiedAtMillis());
    }

    @Test
    void copiesNoChangesThatAreNewerThanTheLastCommit() throws IOException {
        flush(1);
        commit();
        pass(MINUTE);
        hook.writes();
        flush(0);
        assertEquals(MINUTE, copiedAtMillis(), "one change came after the commit");

        commit();
        flush(0);
        assertEquals(2 * MINUTE, copiedAtMillis());
    }

    @Test
    void copiesNothingAfterALostTransaction() throws IOException {
        flush(1);
        progress.commits().add(0, 1);
        commit();
        pass(MINUTE);
        flush(0);

        assertEquals(MINUTE, copiedAtMillis());
    }

    @Test
    void copiesWhatWasCommittedAlsoAfterCommitsWithoutChanges() throws IOException {
        flush(1);
        commit();
        flush(0);
        pass(MINUTE);
        flush(0);

        assertEquals(2 * MINUTE, copiedAtMillis());
        assertEquals(2, questions, "each copy has the ends of its time");
    }

    @Test
    void waitsForTheEndsOfTheChangelogs() throws IOException {
        ends = new CompletableFuture<>();
        assertFalse(snapshots.areDue());
        flush(0);
        assertEquals(0, copiedAtMillis());

        ends.complete(END);
        assertTrue(snapshots.areDue());
        flush(0);
        assertEquals(MINUTE, copiedAtMillis());
        assertFalse(snapshots.areDue(), "there is one");
    }

    @Test
    void triesAgainAMinuteAfterTheBrokersDidNotSayTheEnds() throws IOException {
        ends = CompletableFuture.failedFuture(new IOException("away"));
        flush(0);
        ends = CompletableFuture.completedFuture(END);
        pass(MINUTE - 1);
        flush(0);
        assertEquals(0, copiedAtMillis());

        pass(1);
        flush(0);
        assertEquals(2 * MINUTE, copiedAtMillis());
    }
}
