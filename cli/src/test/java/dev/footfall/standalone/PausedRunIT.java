package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("proof")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PausedRunIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(8);

    @TempDir
    private Path directory;

    /** As a laptop that sleeps does it. */
    @Test
    void saysOneCalmLineOfEachPauseAndGoesOn() {
        try (ChildProcess run = run()) {
            Awaitility.await().atMost(PATIENCE).until(() -> run.output().contains("Ctrl-C stops"));
            int before = run.output().length();

            for (int pauses = 1; pauses <= 2; pauses++) {
                int said = pauses;
                pause(run);
                Awaitility.await().atMost(PATIENCE).until(() -> pausesIn(run.output()) == said);
            }
            run.stop();
            Awaitility.await().atMost(PATIENCE).until(() -> !run.isAlive());

            List<String> lines = run.output().substring(before).lines().toList();
            assertEquals(
                    2, lines.stream().filter(line -> line.contains(" WARN ")).count(), String.join("\n", lines));
            assertTrue(
                    lines.stream().noneMatch(line -> line.contains(" ERROR ") || line.startsWith("\tat ")),
                    String.join("\n", lines));
        }
    }

    private ChildProcess run() {
        String arguments =
                "run --port 0 --set kafka.port=0 --set ingest.port=0 --data-dir " + directory.resolve("data");
        return ChildProcess.start(
                directory.resolve("output"), Map.of(), ChildProcess.FOOTFALL, List.of(arguments.split(" ", -1)));
    }

    private static void pause(ChildProcess process) {
        long endNanos = System.nanoTime() + PAUSE.toNanos();
        process.pause();
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> System.nanoTime() - endNanos > 0);
        } finally {
            process.resume();
        }
    }

    private static long pausesIn(String output) {
        return output.lines().filter(line -> line.contains("Kafka paused for")).count();
    }
}
