package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
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
                    "KAFKA_BOOTSTRAP_SERVERS is ignored: kafka.bootstrap-servers (FOOTFALL_KAFKA_BOOTSTRAP_SERVERS)";
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
            assertFalse(serve.output().contains("did not shut down"), serve.output());
        }
    }

    @Test
    void runNamesTheLogsFilesAlikeInEveryLocaleAndSaysWhereAllIsKept() throws Exception {
        Path data = directory.resolve("data");
        Map<String, String> arabic = Map.of("JAVA_TOOL_OPTIONS", "-Duser.language=ar -Duser.country=EG");
        try (ChildProcess run = run(data, arabic)) {
            await(run, "Ctrl-C stops");
            run.stop();

            assertEquals(BY_SIGTERM, run.exitCode());
            assertTrue(run.output().endsWith("stopped; all data is kept in " + data + "\n"), run.output());
            assertFalse(run.output().contains("#sign-in/"), "links of the demo alone");
        }
        assertTrue(Files.exists(data.resolve("kafka/footfall.download-events.v1-0/00000000000000000000.log")));
    }

    private ChildProcess run(Path data, Map<String, String> environment) {
        String ports = "--port 0 --set kafka.port=0 --set ingest.port=0 --data-dir";
        return start(environment, List.of(("run " + ports + " " + data).split(" ", -1)));
    }

    private ChildProcess serve() {
        String state = directory.resolve("state").toString();
        return start(
                Map.of("KAFKA_BOOTSTRAP_SERVERS", "kafka.example.org:9092"),
                List.of("serve", "--bootstrap-servers", NOBODY, "--data-dir", state, "--set", "kafka.patience=PT10S"));
    }

    private ChildProcess start(Map<String, String> environment, List<String> arguments) {
        return ChildProcess.start(directory.resolve("output"), environment, ChildProcess.FOOTFALL, arguments);
    }

    private static void await(ChildProcess process, String text) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .until(() -> process.output().contains(text) || !process.isAlive());
    }
}
