package dev.footfall.logs.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.logs.accesslog.AccessLogImport.Opening;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no named pipes in its file system")
class OpeningTest {
    @TempDir
    Path directory;

    private final List<String> notices = new CopyOnWriteArrayList<>();
    private Path pipe;

    @BeforeEach
    void makePipe() throws Exception {
        pipe = directory.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    }

    @Test
    void givesUpOnAPipeThatNobodyWritesInto() {
        var opening = new Opening(Duration.ofMillis(1), Duration.ofMillis(100), notices::add);

        var failure = assertThrows(IOException.class, () -> opening.open(pipe));

        assertEquals("no process writes to this pipe", failure.getMessage());
        assertEquals(List.of(pipe + ": waiting up to 0 s for a writer of this pipe"), notices);
    }

    @Test
    void readsWhatIsWrittenIntoAPipe() throws Exception {
        var opening = new Opening(Duration.ofMinutes(1), Duration.ofMinutes(1), notices::add);
        String text = "a line\n".repeat(50_000);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(text));

        try (InputStream input = LogFile.check(pipe).text(opening.open(pipe), new AtomicLong())) {
            assertEquals(text, new String(input.readAllBytes(), StandardCharsets.UTF_8));
        }

        writing.get();
        assertTrue(notices.isEmpty(), notices::toString);
    }

    private void write(String text) {
        try {
            Files.writeString(pipe, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
