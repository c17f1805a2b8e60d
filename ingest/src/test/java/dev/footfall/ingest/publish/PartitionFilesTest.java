package dev.footfall.ingest.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.ingest.publish.BrokerDisk.PartitionFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionFilesTest {
    private static final String FIRST = "00000000000000000000.log";
    private static final String SECOND = "00000000000000000120.log";
    private static final String THIRD = "00000000000000001000.log";

    @TempDir
    Path root;

    private final List<String> forced = new ArrayList<>();
    private Path directory = Path.of("");
    private PartitionFiles files = new PartitionFiles(directory, this::note);

    @BeforeEach
    void makePartition() throws IOException {
        directory = Files.createDirectories(root.resolve("kafka").resolve("events-0"));
        files = new PartitionFiles(directory, this::note);
        topic("one");
        segment(FIRST);
    }

    @Test
    void forcesEverySegmentOfALogAtFirstAndTheNamesOfItsFiles() throws IOException {
        segment(SECOND);

        files.force();

        assertEquals(
                List.of(FIRST, SECOND, "events-0", "kafka", root.getFileName().toString()), forced);
    }

    @Test
    void forcesTheActiveSegmentAloneFromThenOn() throws IOException {
        segment(SECOND);
        files.force();
        forced.clear();

        files.force();
        files.force();

        assertEquals(List.of(SECOND, SECOND), forced);
    }

    @Test
    void forcesTheSegmentsThatWereRolledSinceAndTheNamesOfNewOnes() throws IOException {
        files.force();
        forced.clear();
        segment(SECOND);
        segment(THIRD);

        files.force();
        files.force();

        assertEquals(List.of(FIRST, SECOND, THIRD, "events-0", THIRD), forced);
    }

    @Test
    void forcesAllOfATopicThatWasDeletedAndMadeAgain() throws IOException {
        segment(SECOND);
        files.force();
        forced.clear();
        Files.delete(directory.resolve(SECOND));
        topic("another");

        files.force();
        files.force();

        assertEquals(List.of(FIRST, "events-0", "kafka", root.getFileName().toString(), FIRST), forced);
    }

    @Test
    void forcesTheNameOfATopicThatWasMadeAgainWithTheSameSegment() throws IOException {
        files.force();
        forced.clear();
        topic("another");

        files.force();
        files.force();

        assertEquals(List.of(FIRST, "events-0", "kafka", root.getFileName().toString(), FIRST), forced);
    }

    @Test
    void forcesARolledSegmentAgainUntilAllOfAForceSucceeds() throws IOException {
        segment(SECOND);
        var isRefusing = new AtomicBoolean(true);
        var refusing = new PartitionFiles(directory, path -> {
            note(path);
            if (path.endsWith("kafka") && isRefusing.get()) throw new IOException("too many open files");
        });
        assertThrows(IOException.class, refusing::force);
        isRefusing.set(false);
        forced.clear();

        refusing.force();

        assertEquals(List.of(FIRST, SECOND), forced.subList(0, 2));
    }

    @Test
    void forcesNothingButSegments() throws IOException {
        for (String other : Set.of(
                "00000000000000000000.index", "00000000000000000000.log.deleted", "00000000000000000000.log.cleaned")) {
            segment(other);
        }

        files.force();
        files.force();

        assertEquals(2, forced.stream().filter(FIRST::equals).count());
        assertEquals(5, forced.size());
    }

    @Test
    void passesASegmentThatIsDeletedMeanwhile() throws IOException {
        segment(SECOND);
        var deleting = new PartitionFiles(directory, path -> {
            if (path.endsWith(FIRST)) throw new NoSuchFileException(path.toString());
            note(path);
        });

        deleting.force();

        assertEquals(SECOND, forced.get(0));
    }

    @Test
    void refusesAPartitionThatIsNotThere() throws IOException {
        Files.delete(directory.resolve(FIRST));
        assertThrows(IOException.class, files::force);
        Files.delete(directory.resolve("partition.metadata"));
        Files.delete(directory);

        var failure = assertThrows(IOException.class, files::force);

        assertTrue(String.valueOf(failure.getMessage()).contains(directory.toString()), failure::toString);
    }

    @Test
    void isNeverSureAgainOfALogThatLostWrites() throws IOException {
        var losing = new PartitionFiles(directory, path -> {
            note(path);
            if (forced.size() == 1) throw new LostWrites(new IOException("Input/output error"));
        });
        assertThrows(IOException.class, losing::force);

        var failure = assertThrows(IOException.class, losing::force);

        assertTrue(String.valueOf(failure.getMessage()).contains("Input/output error"), failure::toString);
        assertEquals(List.of(FIRST), forced);
    }

    @Test
    void forcesRealFiles() throws IOException {
        new PartitionFiles(directory, FileForcer.SYSTEM).force();
    }

    private void note(Path path) {
        forced.add(path.getFileName().toString());
    }

    private void topic(String id) throws IOException {
        Files.writeString(directory.resolve("partition.metadata"), "version: 0\ntopic_id: " + id);
    }

    private void segment(String name) throws IOException {
        Files.write(directory.resolve(name), new byte[1]);
    }
}
