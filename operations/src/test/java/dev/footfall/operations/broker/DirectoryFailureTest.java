package dev.footfall.operations.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryFailureTest {
    @TempDir
    Path directory;

    @Test
    void findsNothingWrongWhereTheFileSystemDoesNotSayHowMuchRoomItHas() {
        Optional<String> sentence = DirectoryFailure.sentence(directory, path -> {
            throw new IOException("Mount point not found");
        });

        assertEquals(Optional.empty(), sentence);
        assertTrue(isEmpty(directory), "the probe is gone");
    }

    @Test
    void calls16MebibytesAFullDisk() {
        assertEquals(Optional.empty(), DirectoryFailure.sentence(directory, path -> 16 << 20));

        String full =
                DirectoryFailure.sentence(directory, path -> (16 << 20) - 1).orElse("");

        assertTrue(full.startsWith("the disk of " + directory + " is full: "), full);
    }

    @Test
    void saysWhyADirectoryCannotBeWritten() {
        Path missing = directory.resolve("missing");

        String sentence = DirectoryFailure.sentence(missing).orElse("");

        assertTrue(sentence.startsWith(missing + " cannot be written ("), sentence);
    }

    private static boolean isEmpty(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
