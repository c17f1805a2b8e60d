package dev.footfall.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory for the files of one benchmark, deleted with everything in it.
 *
 * @param path its path
 */
public record BenchDirectory(Path path) implements AutoCloseable {
    /** A new one, in that directory or where the system has temporary ones. */
    public static BenchDirectory in(Optional<Path> parent) {
        try {
            if (parent.isEmpty()) return new BenchDirectory(Files.createTempDirectory("footfall-bench-"));
            Path made = Files.createDirectories(parent.get().toAbsolutePath());
            return new BenchDirectory(Files.createTempDirectory(made, "footfall-bench-"));
        } catch (IOException e) {
            throw new IllegalStateException("a directory for the benchmark cannot be made: " + e, e);
        }
    }

    /** A file or directory of that name in it. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /** Deletes a file, or a directory with everything in it. */
    public static void delete(Path file) {
        try (Stream<Path> files = Files.walk(file)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(each);
        } catch (IOException e) {
            throw new UncheckedIOException("the benchmark's files cannot be deleted: " + file, e);
        }
    }

    /** The sizes of all files in a directory. */
    static long bytes(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("the benchmark's files cannot be read: " + directory, e);
        }
    }

    @Override
    public void close() {
        delete(path);
    }
}
