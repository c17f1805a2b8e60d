package dev.footfall.aggregator.recovery;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A copy of the stores of one partition, in their directory, as they were when they held what was committed and nothing else.
 * It has the changelog offset from which a restore continues. Nothing is forced to the disk: a copy that a loss of power has torn is not taken for one.
 */
public final class Snapshot {
    /** Changelogs keep deletions for a day, by default; who reads them from an older offset on may miss some. */
    public static final long LONGEST_AGE_MILLIS = Duration.ofHours(12).toMillis();

    private static final String PREFIX = "snapshot-";
    private static final String CONTENTS = "snapshot.properties";
    private static final String TAKEN = "taken-millis";
    private static final String OFFSET = "offset";
    private static final String FILE = "file ";

    private final Path directory;
    private final long takenMillis;
    private final long offset;

    /** Throws a NumberFormatException where the note of a copy is torn. */
    private Snapshot(Path directory, Properties contents) {
        this.directory = directory;
        this.takenMillis = Long.parseLong(contents.getProperty(TAKEN));
        this.offset = Long.parseLong(contents.getProperty(OFFSET));
    }

    static boolean isOne(Path directory) {
        return directory.getFileName().toString().startsWith(PREFIX);
    }

    /** The databases have nothing in memory. The copy takes the place of the one before, unless it fails. */
    public static void take(Path stores, long offset, long nowMillis) throws IOException {
        Path directory = stores.resolve(PREFIX + nowMillis);
        DatabaseFiles.delete(directory);
        DatabaseFiles.copyAll(stores, directory, Snapshot::isOne);
        var contents = new Properties();
        contents.setProperty(TAKEN, Long.toString(nowMillis));
        contents.setProperty(OFFSET, Long.toString(offset));
        files(directory).forEach((file, fingerprint) -> contents.setProperty(FILE + file, fingerprint));
        try (BufferedWriter note = Files.newBufferedWriter(directory.resolve(CONTENTS))) {
            contents.store(note, null);
        }
        for (Path older : all(stores)) {
            if (!older.equals(directory)) DatabaseFiles.delete(older);
        }
    }

    static Optional<Snapshot> last(Path stores) throws IOException {
        for (Path directory : all(stores)) {
            Optional<Snapshot> whole = read(directory);
            if (whole.isPresent()) return whole;
        }
        return Optional.empty();
    }

    private static List<Path> all(Path stores) throws IOException {
        try (Stream<Path> files = Files.list(stores)) {
            return files.filter(Snapshot::isOne)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private static Optional<Snapshot> read(Path directory) throws IOException {
        Path note = directory.resolve(CONTENTS);
        if (!Files.exists(note)) return Optional.empty(); // a kill came before
        var contents = new Properties();
        try (BufferedReader lines = Files.newBufferedReader(note)) {
            contents.load(lines);
            boolean isWhole = areThere(noted(contents), files(directory));
            return isWhole ? Optional.of(new Snapshot(directory, contents)) : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty(); // a loss of power came before
        }
    }

    /** A link to a table that RocksDB was just writing belongs to no database, but grows until it is written. */
    private static boolean areThere(Map<String, String> noted, Map<String, String> files) {
        return noted.keySet().equals(files.keySet())
                && noted.entrySet().stream().allMatch(file -> {
                    String now = files.getOrDefault(file.getKey(), "");
                    return DatabaseFiles.isTable(Path.of(file.getKey()))
                            ? Long.parseLong(now) >= Long.parseLong(file.getValue())
                            : now.equals(file.getValue());
                });
    }

    private static Map<String, String> noted(Properties contents) {
        Map<String, String> files = new TreeMap<>();
        for (String name : contents.stringPropertyNames()) {
            if (name.startsWith(FILE)) files.put(name.substring(FILE.length()), contents.getProperty(name));
        }
        return files;
    }

    private static Map<String, String> files(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path name = directory.relativize(file);
                if (!name.equals(Path.of(CONTENTS))) files.put(name.toString(), fingerprint(file));
            }
        }
        return files;
    }

    /** RocksDB forces its tables to the disk itself, and has checksums in them. */
    private static String fingerprint(Path file) throws IOException {
        if (DatabaseFiles.isTable(file)) return Long.toString(Files.size(file));
        byte[] bytes = Files.readAllBytes(file);
        var checksum = new CRC32();
        checksum.update(bytes);
        return bytes.length + " " + Long.toHexString(checksum.getValue());
    }

    long takenMillis() {
        return takenMillis;
    }

    /** Of the changelog's first record which it may lack. */
    long offset() {
        return offset;
    }

    /** Makes the stores what they were. The copy stays, so that this can be done again. */
    void reinstate() throws IOException {
        Path stores = directory.resolveSibling(".");
        try (Stream<Path> files = Files.list(stores)) {
            for (Path file : files.toList()) {
                if (!file.getFileName().equals(directory.getFileName())) DatabaseFiles.delete(file);
            }
        }
        DatabaseFiles.copyAll(directory, stores, Snapshot::isOne);
    }
}
