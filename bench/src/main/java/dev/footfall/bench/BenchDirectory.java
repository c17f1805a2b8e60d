package dev.footfall.bench;

import dev.footfall.events.Unchecked;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/** The directory of one benchmark's files, deleted with everything in it. */
public record BenchDirectory(Path path) implements AutoCloseable {
    public static BenchDirectory in(Optional<Path> parent) {
        try {
            if (parent.isEmpty()) return new BenchDirectory(Files.createTempDirectory("footfall-bench-"));
            Path made = Files.createDirectories(parent.get().toAbsolutePath());
            return new BenchDirectory(Files.createTempDirectory(made, "footfall-bench-"));
        } catch (IOException e) {
            throw new IllegalStateException("a directory for the benchmark cannot be made: " + e, e);
        }
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    Settings settings(BenchOptions options, String name) {
        return BenchSettings.with(
                options.settings(), Map.of(Setting.DATA_DIR, file(name).toString()));
    }

    public static void delete(Path file) {
        Unchecked.run("the benchmark's files cannot be deleted: " + file, () -> Utils.delete(file.toFile()));
    }

    static long bytes(Path directory) {
        var sizes = new HashMap<Object, Long>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                Object identity = attributes.fileKey(); // of several links one, where the system can tell
                sizes.put(identity == null ? file : identity, attributes.size());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the benchmark's files cannot be read: " + directory, e);
        }
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void close() {
        delete(path);
    }
}
