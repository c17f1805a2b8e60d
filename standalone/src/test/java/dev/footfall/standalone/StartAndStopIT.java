package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 15, unit = TimeUnit.MINUTES)
class StartAndStopIT {
    private static final String NOBODY = "127.0.0.1:1";
    private static final int BY_SIGTERM = 143;

    @TempDir
    private Path directory;

    @Test
    void serveNamesTheKafkaThatItWaitsForAndFailsSoon() throws Exception {
        try (ChildProcess serve = serve()) {
            assertEquals(1, serve.exitCode());

            String unused =
                    "KAFKA_BOOTSTRAP_SERVERS is not used: kafka.bootstrap-servers (FOOTFALL_KAFKA_BOOTSTRAP_SERVERS)";
            assertTrue(serve.output().contains(unused), serve.output());
            assertTrue(serve.output().contains("s: waiting for Kafka at " + NOBODY), serve.output());
            assertTrue(serve.output().contains("no Kafka answers at " + NOBODY + " within 10 s"), serve.output());
        }
    }

    @Test
    void serveStopsAtOnceWhileItWaits() throws Exception {
        try (ChildProcess serve = serve()) {
            await(serve, "waiting for Kafka");
            serve.stop();

            assertEquals(BY_SIGTERM, serve.exitCode());
            assertFalse(serve.output().contains("did not stop"), serve.output());
        }
    }

    @Test
    void runSaysWhereAllIsKept() throws Exception {
        Path data = directory.resolve("data");
        String ports = "--port 0 --set kafka.port=0 --set ingest.port=0 --data-dir";
        try (ChildProcess run = start(List.of(("run " + ports + " " + data).split(" ", -1)))) {
            await(run, "Ctrl-C stops");
            run.stop();

            assertEquals(BY_SIGTERM, run.exitCode());
            assertTrue(run.output().endsWith("stopped; all is kept in " + data + "\n"), run.output());
        }
    }

    private ChildProcess serve() {
        return start(List.of(
                "serve",
                "--bootstrap-servers",
                NOBODY,
                "--data-dir",
                directory.resolve("state").toString()));
    }

    private ChildProcess start(List<String> arguments) {
        Map<String, String> environment = Map.of("KAFKA_BOOTSTRAP_SERVERS", "kafka.example.org:9092");
        return ChildProcess.start(directory.resolve("output"), environment, ChildProcess.FOOTFALL, arguments);
    }

    private static void await(ChildProcess process, String text) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .until(() -> process.output().contains(text) || !process.isAlive());
    }
}
