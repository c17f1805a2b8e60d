package dev.footfall.operations.exports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of an export, as they are on the disk. */
final class ExportedTree {
    private ExportedTree() {}

    /** Cuts the manifest off within its last line, as a power cut may. The head stays. */
    static void tearTheLastLine(Path manifest) throws IOException {
        byte[] bytes = Files.readAllBytes(manifest);
        long lines = new String(bytes, StandardCharsets.UTF_8).lines().count();
        if (lines > 1) Files.write(manifest, Arrays.copyOf(bytes, bytes.length - 10));
    }

    /** The hash of each file, by its path. */
    static Map<String, String> files(Path path) throws Exception {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(path)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                files.put(path.relativize(file).toString(), HexFormat.of().formatHex(hash));
            }
        }
        return files;
    }
}
