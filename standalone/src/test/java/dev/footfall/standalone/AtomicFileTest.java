package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private static final int TIMES = 500;

    @TempDir
    Path directory;

    @Test
    void isThereWheneverItIsReplaced() throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), "0");
        var isOver = new AtomicBoolean();
        CompletableFuture<Boolean> isAlwaysThere = CompletableFuture.supplyAsync(() -> {
            boolean isThere = true;
            while (!isOver.get()) isThere &= Files.exists(file);
            return isThere;
        });

        for (int i = 1; i <= TIMES; i++) {
            byte[] text = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(file, out -> out.write(text));
        }

        isOver.set(true);
        assertTrue(isAlwaysThere.get());
        assertEquals(Integer.toString(TIMES), Files.readString(file));
    }
}
