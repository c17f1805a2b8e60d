package dev.footfall.aggregator.recovery;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A database with nothing in memory is tables that never change, a manifest that names them and only grows, and
 * {@code CURRENT}, which names that; Kafka Streams has no log of writes. So a copy is links to tables and bytes of
 * two files.
 */
final class DatabaseFiles {
    private static final String CURRENT = "CURRENT";
    private static final String TABLE = ".sst";

    /** Merges follow upon each other, but are rare enough for a copy to fit between two of them. */
    private static final int TRIES = 20;

    private DatabaseFiles() {}

    static boolean isTable(Path file) {
        return file.getFileName().toString().endsWith(TABLE);
    }

    /**
     * Each goes to the same place in the other directory, but for those in directories to skip. What was copied stays after a
     * failure.
     */
    static void copyAll(Path from, Path to, Predicate<Path> isSkipped) throws IOException {
        for (Path database : in(from, isSkipped)) copy(database, to.resolve(from.relativize(database)));
    }

    private static List<Path> in(Path directory, Predicate<Path> isSkipped) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isDirectory).toList()) {
                if (isSkipped.test(file)) continue;
                if (Files.exists(file.resolve(CURRENT))) found.add(file);
                else found.addAll(in(file, isSkipped));
            }
        }
        return found;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (int tries = 1; ; tries++) {
            try {
                if (hasCopied(from, to)) return;
            } catch (NoSuchFileException e) { // a merge has deleted what it had merged
                if (tries == TRIES) throw e;
            }
            if (tries == TRIES) throw new IOException("the database keeps changing: " + from);
        }
    }

    /** False if the database changed meanwhile; links to tables that it no longer has do no harm. */
    private static boolean hasCopied(Path from, Path to) throws IOException {
        String current = Files.readString(from.resolve(CURRENT));
        Path manifest = from.resolve(current.strip());
        byte[] tables = Files.readAllBytes(manifest);
        try (Stream<Path> files = Files.list(from)) {
            for (Path table : files.filter(DatabaseFiles::isTable).toList()) link(table, to);
        }
        if (Files.size(manifest) != tables.length
                || !Files.readString(from.resolve(CURRENT)).equals(current)) return false;
        Files.write(to.resolve(manifest.getFileName()), tables);
        Files.writeString(to.resolve(CURRENT), current);
        return true;
    }

    private static void link(Path table, Path to) throws IOException {
        try {
            Files.createLink(to.resolve(table.getFileName()), table);
        } catch (FileAlreadyExistsException e) {
            // from a try before
        } catch (UnsupportedOperationException e) {
            throw new IOException("files cannot be linked in " + to, e);
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) return;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
