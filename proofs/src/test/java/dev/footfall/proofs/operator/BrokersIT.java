package dev.footfall.proofs.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.proofs.cluster.LoopImage;
import dev.footfall.proofs.cluster.LoopImageIT;
import dev.footfall.proofs.cluster.Member;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Work on brokers by docs/operations.md: nothing is lost, and every question is answered meanwhile. */
@Tag("proof")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class BrokersIT {
    private static final int PARTITIONS = 12;
    private static final int EVENTS = 200;
    private static final String UNDER_REPLICATED =
            OperationsPage.command("Restart the brokers", "kafka-topics.sh --bootstrap-server kafka-1:9092 --describe");

    @TempDir
    Path directory;

    @Test
    void restartInTurnWhenTheCommandOfThePagePrintsNothing() throws Exception {
        try (var system = OperatedCluster.start(directory, PARTITIONS)) {
            system.use().awaitTaken(EVENTS);
            long startNanos = System.nanoTime();
            for (Member broker : system.brokers()) {
                system.awaitPrinted(UNDER_REPLICATED, false);
                broker.stop();
                system.awaitPrinted(UNDER_REPLICATED, true);
                broker.start();
            }
            system.awaitPrinted(UNDER_REPLICATED, false);
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);

            system.use().awaitTaken(EVENTS);
            assertNothingIsLost(system, "brokers restarted", seconds);
        }
    }

    @Test
    void oneWhoseDiskIsFullEndsAndReturnsWhenThereIsSpace() throws Exception {
        LoopImageIT.require(directory);
        Path disk = directory.resolve("broker-3");
        LoopImage image = LoopImage.mount(disk);
        try (image;
                var system = OperatedCluster.start(directory, PARTITIONS)) {
            system.use().awaitTaken(EVENTS);
            Member broker = system.brokers().get(2);
            long startNanos = System.nanoTime();
            Path ballast = disk.resolve("ballast");
            fill(ballast);
            Awaitility.await().atMost(OperatedCluster.PATIENCE).until(broker::hasEnded);
            system.use().awaitTaken(EVENTS);
            system.awaitPrinted(UNDER_REPLICATED, true);

            Files.delete(ballast);
            broker.start();
            system.awaitPrinted(UNDER_REPLICATED, false);
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);

            system.use().awaitTaken(EVENTS);
            assertNothingIsLost(system, "disk of " + broker + " full", seconds);
        }
    }

    private static void assertNothingIsLost(OperatedCluster system, String what, long seconds) {
        system.use().pause();
        system.use().awaitCounted(system.nodes());
        ObjectNode figures = system.use().figures().put("procedure", what).put("seconds", seconds);
        System.out.println(figures);
        assertEquals(Set.of(200), system.use().answers().keySet(), figures::toString);
    }

    /** Takes all space of a disk. */
    private static void fill(Path ballast) throws IOException, InterruptedException {
        long spare = 64L << 20; // fallocate takes all or nothing, and needs some for itself
        long bytes = Files.getFileStore(ballast.getParent()).getUnallocatedSpace() - spare;
        int code = new ProcessBuilder("fallocate", "--length", Long.toString(bytes), ballast.toString())
                .start()
                .waitFor();
        assertEquals(0, code, "fallocate");
        for (int piece = 1 << 20; piece >= 1 << 9; piece /= 2) append(ballast, new byte[piece]);
    }

    private static void append(Path ballast, byte[] piece) {
        try (OutputStream out = Files.newOutputStream(ballast, StandardOpenOption.APPEND)) {
            while (true) out.write(piece);
        } catch (IOException e) {
            // this much does not fit any more
        }
    }
}
