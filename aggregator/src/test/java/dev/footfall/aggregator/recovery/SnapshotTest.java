package dev.footfall.aggregator.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.CompactionStyle;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/** A copy brings back the databases as they were when it was taken. */
@Tag("slow")
class SnapshotTest {
    private static final long OFFSET = 7;
    private static final List<String> DATABASES = List.of("rocksdb/totals", "visitor-days/visitor-days.1");

    @TempDir
    private Path directory;

    private Path stores;

    private final Map<String, TreeMap<String, String>> written = new HashMap<>();

    @BeforeEach
    void begin() throws IOException {
        stores = Files.createDirectories(directory.resolve("stores"));
        RocksDB.loadLibrary();
        DATABASES.forEach(database -> written.put(database, new TreeMap<>()));
    }

    /** Small files, so that RocksDB merges all the time, also while copies are taken. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isWhatTheDatabasesHadWhateverIsMergedMeanwhileAndWrittenLater(long seed) throws Exception {
        var random = new Random(seed);
        try (Databases databases = new Databases()) {
            for (int copy = 0; copy < 40; copy++) {
                for (String database : DATABASES) change(databases, database, random);
                databases.flush();
                Snapshot.take(stores, OFFSET, 1_000 + copy);
                var expected = new HashMap<String, TreeMap<String, String>>();
                written.forEach((database, entries) -> expected.put(database, new TreeMap<>(entries)));
                for (String database : DATABASES) change(databases, database, random);
                if (random.nextBoolean()) databases.flush();

                Path killed = killed(random);

                Snapshot last = Snapshot.last(killed).orElseThrow();
                assertEquals(1_000 + copy, last.takenMillis());
                assertEquals(OFFSET, last.offset());
                last.reinstate();
                last.reinstate(); // a kill may have come in the middle of the first time
                for (String database : DATABASES) {
                    assertEquals(expected.get(database), contents(killed.resolve(database)), database);
                }
                DatabaseFiles.delete(killed);
            }
        }
    }

    @Test
    void keepsTheCopyBeforeUntilTheNextIsWhole() throws Exception {
        try (Databases databases = new Databases()) {
            change(databases, DATABASES.get(0), new Random(4));
            databases.flush();
            Snapshot.take(stores, OFFSET, 1_000);
            Files.createDirectories(
                    stores.resolve("snapshot-2000/rocksdb/totals")); // the next one, a kill in its middle

            assertEquals(1_000, Snapshot.last(stores).orElseThrow().takenMillis());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshot.properties", "rocksdb/totals/CURRENT", "MANIFEST", ".sst"})
    void isNoneIfALossOfPowerHasTornIt(String end) throws Exception {
        try (Databases databases = new Databases()) {
            change(databases, DATABASES.get(0), new Random(5));
            databases.flush();
            Snapshot.take(stores, OFFSET, 1_000);
        }
        try (Stream<Path> files = Files.walk(stores.resolve("snapshot-1000"))) {
            Path torn = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(end)
                            || file.getFileName().toString().startsWith(end))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(torn);
            Files.delete(torn); // a link
            Files.write(torn, Arrays.copyOf(bytes, bytes.length / 2));
        }

        assertEquals(Optional.empty(), Snapshot.last(stores));
    }

    @ParameterizedTest
    @ValueSource(strings = {"taken-millis=", "offset="})
    void isNoneIfItsNoteWasTornInANumber(String before) throws Exception {
        try (Databases databases = new Databases()) {
            databases.flush();
            Snapshot.take(stores, OFFSET, 1_000);
        }
        Path note = stores.resolve("snapshot-1000/snapshot.properties");
        String torn = Files.readString(note).replaceFirst("(" + before + ")\\d+", "$1");
        assertFalse(torn.equals(Files.readString(note)), torn);
        Files.writeString(note, torn);

        assertEquals(Optional.empty(), Snapshot.last(stores));
    }

    @Test
    void isNoneWhereNeverOneWasTaken() throws IOException {
        assertEquals(Optional.empty(), Snapshot.last(stores));
    }

    private void change(Databases databases, String database, Random random) throws RocksDBException {
        for (int change = 0; change < 50; change++) {
            String key = "key " + random.nextInt(200);
            if (random.nextInt(5) == 0) {
                databases.delete(database, key);
                Objects.requireNonNull(written.get(database)).remove(key);
            } else {
                String value = "value " + random.nextLong();
                databases.put(database, key, value);
                Objects.requireNonNull(written.get(database)).put(key, value);
            }
        }
    }

    /** The files as they are now, with other tables: those of a process that has written on. */
    private Path killed(Random random) throws IOException {
        Path killed = directory.resolve("killed-" + random.nextLong());
        Files.walkFileTree(stores, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(killed.resolve(stores.relativize(from)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                try {
                    Files.copy(file, killed.resolve(stores.relativize(file)));
                } catch (IOException e) {
                    return visitFileFailed(file, e);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                assertFalse(file.toString().contains("snapshot-"), e::toString); // others are merged meanwhile
                return FileVisitResult.CONTINUE;
            }
        });
        return killed;
    }

    private static Map<String, String> contents(Path database) throws RocksDBException {
        var contents = new TreeMap<String, String>();
        try (var options = new Options();
                RocksDB opened = RocksDB.open(options, database.toString());
                RocksIterator all = opened.newIterator()) {
            for (all.seekToFirst(); all.isValid(); all.next()) {
                contents.put(
                        new String(all.key(), StandardCharsets.UTF_8), new String(all.value(), StandardCharsets.UTF_8));
            }
        }
        return contents;
    }

    /** Databases as Kafka Streams has them: without a log of writes. */
    private final class Databases implements AutoCloseable {
        private final Options options = new Options()
                .setCreateIfMissing(true)
                .setCompactionStyle(CompactionStyle.UNIVERSAL)
                .setLevel0FileNumCompactionTrigger(2)
                .setWriteBufferSize(64 << 10);
        private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
        private final Map<String, RocksDB> opened = new HashMap<>();

        Databases() throws IOException, RocksDBException {
            for (String name : DATABASES) {
                Path directory = Files.createDirectories(stores.resolve(name));
                opened.put(name, RocksDB.open(options, directory.toString()));
            }
        }

        void put(String database, String key, String value) throws RocksDBException {
            Objects.requireNonNull(opened.get(database)).put(unlogged, bytes(key), bytes(value));
        }

        void delete(String database, String key) throws RocksDBException {
            Objects.requireNonNull(opened.get(database)).delete(unlogged, bytes(key));
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        void flush() throws RocksDBException {
            try (var wait = new FlushOptions().setWaitForFlush(true)) {
                for (RocksDB database : opened.values()) database.flush(wait);
            }
        }

        @Override
        public void close() {
            opened.values().forEach(RocksDB::close);
            unlogged.close();
            options.close();
        }
    }
}
