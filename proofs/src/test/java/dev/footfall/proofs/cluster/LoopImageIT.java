package dev.footfall.proofs.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk in a file; skipped where none can be mounted. */
public class LoopImageIT {
    @TempDir
    Path directory;

    /** Skips the test where no image can be mounted. */
    public static void require(Path directory) {
        open(directory.resolve("tried")).close();
    }

    private static LoopImage open(Path directory) {
        try {
            return LoopImage.mount(directory);
        } catch (IllegalStateException e) {
            return Assumptions.abort(e.toString());
        }
    }

    @Test
    void losesWithThePowerWhatWasNotForced() throws IOException {
        Path mounted = directory.resolve("disk");
        try (LoopImage disk = open(mounted)) {
            write(mounted.resolve("forced"), true);
            write(mounted.resolve("written"), false);

            disk.losePower();

            assertEquals(List.of("forced"), names(mounted));
            assertEquals("all of it", Files.readString(mounted.resolve("forced")));
            write(mounted.resolve("again"), true);
            write(mounted.resolve("forced"), false);

            disk.losePower();

            assertEquals(List.of("again", "forced"), names(mounted));
            assertEquals("all of it", Files.readString(mounted.resolve("forced")));
        }
        assertEquals(List.of("again", "forced"), names(mounted));
        assertFalse(Files.exists(directory.resolve("disk.img")));
    }

    private static void write(Path file, boolean force) throws IOException {
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap("all of it".getBytes(StandardCharsets.UTF_8)));
            if (force) channel.force(true);
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
