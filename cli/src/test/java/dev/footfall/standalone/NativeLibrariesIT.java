package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two processes that share a temporary directory, and are killed. */
class NativeLibrariesIT {
    @TempDir
    Path directory;

    @Test
    void leavesNothingInTheTemporaryDirectoryWhenItIsKilled() throws IOException, InterruptedException {
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        try (ChildProcess one = start("one", temporary);
                ChildProcess other = start("other", temporary)) {
            Awaitility.await().atMost(RunningFootfall.PATIENCE).until(() -> isReady(one) && isReady(other));
            one.kill();
            other.kill();
        }

        assertEquals(List.of(), names(temporary));
    }

    @Test
    void namesTheTemporaryDirectoryThatTakesNoLibrary() {
        Path missing = directory.resolve("missing");

        try (ChildProcess footfall = start("footfall", missing)) {
            Awaitility.await().atMost(RunningFootfall.PATIENCE).until(() -> !footfall.isAlive());

            assertTrue(footfall.output().contains(missing + " does not accept 15 MB of executables"), footfall::output);
            assertEquals(1, footfall.output().lines().count(), footfall::output);
        }
    }

    /** Else an import tries for two minutes, and says that Kafka is away. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "import LOG --format combined --set ingest.visitor-secret=of-a-test-that-has-32-bytes-or-more",
                "export-log out.log",
                "rejected list"
            })
    void refusesCommandsThatReadOrWriteTheLogBeforeKafkaIsAsked(String command) throws IOException {
        Path log = Files.createFile(directory.resolve("access.log"));
        String line = command.replace("LOG", log.toString()) + " --set kafka.port=1";

        try (ChildProcess footfall = start("command", directory.resolve("missing"), List.of(line.split(" ")))) {
            Awaitility.await().atMost(RunningFootfall.PATIENCE).until(() -> !footfall.isAlive());

            assertTrue(footfall.output().contains("does not accept 15 MB of executables"), footfall::output);
            assertEquals(1, footfall.output().lines().count(), footfall::output);
        }
    }

    private ChildProcess start(String name, Path temporary) {
        String data = directory.resolve(name).toString();
        String line = "run --port 0 --set kafka.port=0 --set ingest.port=0 --data-dir " + data;
        return start(name, temporary, List.of(line.split(" ")));
    }

    private ChildProcess start(String name, Path temporary, List<String> arguments) {
        var options = new ArrayList<>(List.of("-Djava.io.tmpdir=" + temporary));
        options.addAll(ClassArchive.options());
        return ChildProcess.start(
                directory.resolve(name + ".output"), Map.of(), options, ChildProcess.FOOTFALL, arguments);
    }

    private static boolean isReady(ChildProcess process) {
        assertTrue(process.isAlive(), process::output);
        return process.output().contains("ready in");
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> !file.equals(directory))
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }
}
