package dev.footfall.proofs.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ReadOnlyDirectoryTest {
    @TempDir
    private Path directory;

    @Test
    void takesNoFileForAWhileAndThenAgain() throws Exception {
        Path inner = Files.createDirectories(directory.resolve("state/0_1"));
        CompletableFuture<Optional<String>> strike = CompletableFuture.supplyAsync(this::strike);

        boolean wasRefused = false;
        while (!strike.isDone()) wasRefused |= !takesAFile(inner);

        assumeTrue(strike.get().isEmpty(), () -> "not here: " + strike.join());
        assertTrue(wasRefused, "it took files all the time");
        assertTrue(takesAFile(inner), "it does not take files again");
    }

    @Test
    void saysWhyItCannotBeDone() throws Exception {
        Path missing = directory.resolve("missing");

        Optional<String> reason = new ReadOnlyDirectory(missing).strike(Duration.ofMinutes(1));

        assertEquals(missing.toString(), reason.orElse("it was done").replaceFirst(".* does not work in ", ""));
    }

    private Optional<String> strike() {
        try {
            return new ReadOnlyDirectory(directory).strike(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private static boolean takesAFile(Path directory) {
        try {
            Files.delete(Files.createTempFile(directory, "file", ""));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
