package dev.footfall.ingest.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.ingest.publish.BrokerDisk.GroupForce;
import dev.footfall.ingest.publish.BrokerDisk.PartitionFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerDiskTest {
    private static final TopicPartition PLACE = new TopicPartition("events", 0);
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path root;

    private final AtomicInteger forces = new AtomicInteger();
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    @BeforeEach
    void makePartition() throws IOException {
        for (String partition : new String[] {"events-0", "events-1"}) {
            Path directory = Files.createDirectories(root.resolve(partition));
            Files.write(directory.resolve("00000000000000000000.log"), new byte[1]);
            Files.writeString(directory.resolve("partition.metadata"), "topic_id: one");
        }
    }

    @Test
    void servesAllThatJoinAForceBeforeItBegins() {
        var group = new GroupForce(new PartitionFiles(root.resolve("events-0"), this::count), waiting::add);

        CompletableFuture<Void> first = group.join();
        CompletableFuture<Void> second = group.join();

        assertSame(first, second);
        assertEquals(1, waiting.size());
        assertFalse(first.isDone());
        waiting.remove().run();
        assertTrue(second.isDone());
        assertEquals(1, forces.get());
    }

    @Test
    void forcesAgainForWhoComesAfterTheBeginning() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var disk = new BrokerDisk(root, path -> {
            if (count(path) > 1) return;
            begun.countDown();
            await(goOn);
        })) {
            CompletableFuture<Void> slow = disk.force(PLACE);
            await(begun);

            CompletableFuture<Void> later = disk.force(PLACE);

            assertNotSame(slow, later);
            later.get(PATIENCE_SECONDS, TimeUnit.SECONDS); // though the first still runs
            assertFalse(slow.isDone());
            goOn.countDown();
            slow.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void keepsTheFailureOfAPartitionToIt() throws Exception {
        try (var disk = new BrokerDisk(root, path -> {
            if (path.startsWith(root.resolve("events-0"))) throw new LostWrites(new IOException("EIO"));
        })) {
            var failure = assertThrows(
                    CompletionException.class, () -> disk.force(PLACE).join());

            assertTrue(String.valueOf(failure.getMessage()).contains("EIO"), failure::toString);
            disk.force(new TopicPartition("events", 1)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void refusesWhenItIsClosed() {
        var disk = new BrokerDisk(root, this::count);
        disk.close();

        assertTrue(disk.force(PLACE).isCompletedExceptionally());
        assertTrue(disk.force(PLACE).isCompletedExceptionally());
        assertEquals(0, forces.get());
    }

    private int count(Path path) {
        return path.toString().endsWith(".log") ? forces.incrementAndGet() : forces.get();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
