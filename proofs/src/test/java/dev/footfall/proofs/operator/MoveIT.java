package dev.footfall.proofs.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.proofs.cluster.Member;
import dev.footfall.proofs.cluster.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log is given more partitions by the five commands of docs/operations.md: the posts that are refused meanwhile, and for how long.
 * {@code -Dmove.taken=N}: the events before.
 */
@Tag("proof")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class MoveIT {
    private static final List<String> COMMANDS = OperationsPage.commands("Move while events come");
    private static final int EVENTS = Integer.getInteger("move.taken", 2_000);

    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) process.destroyForcibly();
        }
    }

    @Test
    void refusesPostsForSecondsAndLosesNone() throws Exception {
        assertEquals(5, COMMANDS.size(), COMMANDS::toString);
        try (var system = OperatedCluster.start(directory, 12)) {
            OperatorShell shell = system.shell();
            shell.replace("/var/lib/footfall-hub2", directory.resolve("hub2").toString());
            system.use().awaitTaken(EVENTS);
            long startNanos = System.nanoTime();

            shell.run(COMMANDS.get(0));
            shell.run(COMMANDS.get(1));
            repeat(shell, COMMANDS.get(0));
            long stoppedNanos = System.nanoTime();
            system.ingests().forEach(Member::stop);
            shell.run(COMMANDS.get(2));
            Server ingest = start(shell, COMMANDS.get(3), "FOOTFALL_INGEST_PORT");
            system.use().direct(List.of(ingest), system.nodes());
            system.use().awaitTaken(EVENTS / 10);
            long takenNanos = System.nanoTime();
            Server node = start(shell, COMMANDS.get(4), "FOOTFALL_QUERY_PORT");
            Awaitility.await()
                    .atMost(OperatedCluster.PATIENCE)
                    .until(() -> isReady(system, node) && lag(system, node).equals(Optional.of("0")));
            system.use().direct(List.of(ingest), List.of(node));
            system.use().pause();
            system.use().awaitCounted(List.of(node));

            ObjectNode figures = system.use()
                    .figures()
                    .put("procedure", "move from 12 into 64 partitions")
                    .put("seconds", seconds(startNanos, takenNanos))
                    .put("seconds_from_stop", seconds(stoppedNanos, takenNanos));
            System.out.println(figures);
            assertEquals(Set.of(200), system.use().answers().keySet(), figures::toString);
        }
    }

    private static long seconds(long fromNanos, long toNanos) {
        return TimeUnit.NANOSECONDS.toSeconds(toNanos - fromNanos);
    }

    /** Until the group of the rebuild has gone, as the page says. */
    private static void repeat(OperatorShell shell, String line) {
        Awaitility.await().atMost(OperatedCluster.PATIENCE).until(() -> {
            boolean isDone = shell.tryOut(line).code() == 0;
            assertTrue(isDone || shell.errors().contains("a node counts the log hub2"), shell::errors);
            return isDone;
        });
    }

    /** Starts a command that runs until it is told to end, at a port of its own. */
    private Server start(OperatorShell shell, String line, String port) {
        var server = new LocalServer(freePort());
        started.add(shell.start("export " + port + "=" + server.port() + "; exec env " + line));
        return server;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record LocalServer(int port) implements Server {}

    private static boolean isReady(OperatedCluster system, Server node) throws InterruptedException {
        return system.use()
                .get(node, "/ready")
                .filter(answer -> answer.statusCode() == 200)
                .isPresent();
    }

    private static Optional<String> lag(OperatedCluster system, Server node) throws InterruptedException {
        return system.use()
                .get(node, "/models/acme/m1/stats")
                .map(HttpResponse::headers)
                .flatMap(headers -> headers.firstValue("X-Footfall-Lag"));
    }
}
