package dev.footfall.operations.logfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file holds just the records that were written into it, and no other file is taken for one. */
@Tag("slow")
class LogFilePropertyTest {
    private static final ExportedLog LOG = new ExportedLog(
            "an-export",
            List.of(
                    new OffsetRange("footfall.likes.v1", 0, 0, 900),
                    new OffsetRange("footfall.likes.v1", 1, 7, 7),
                    new OffsetRange("other.v1", 0, 3, 900),
                    new OffsetRange("other.v1", 1, 3, 3)));

    @TempDir
    private Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = directory.resolve("footfall.log");
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsAnyRecordsAsTheyWereWritten(long seed) throws IOException {
        List<ConsumerRecord<byte[], byte[]>> records = records(new Random(seed), 1 << 16);
        write(records);

        assertEquals(texts(records), texts(read()));
    }

    @Test
    void readsRecordsLargerThanABlock() throws IOException {
        List<ConsumerRecord<byte[], byte[]>> records = records(new Random(9), 3 << 20);
        write(records);

        assertEquals(texts(records), texts(read()));
    }

    @Test
    void readsVersion1AndRefusesALaterOne() throws IOException {
        List<ConsumerRecord<byte[], byte[]>> records = records(new Random(10), 20);
        write(records);
        int version = LogFileWriter.MAGIC.length - 2;
        byte[] whole = Files.readAllBytes(file);
        whole[version] = '1';
        Files.write(file, whole);

        assertEquals(texts(records), texts(read()));

        whole[version] = '3';
        Files.write(file, whole);
        String refusal =
                String.valueOf(assertThrows(BadLogFile.class, this::read).getMessage());
        assertTrue(refusal.contains("is not an exported log of version 1 or 2"), refusal);
    }

    @Test
    void refusesAFieldOfTheHeadThatItDoesNotKnow() {
        byte[] head = "{\"export\":\"an-export\",\"partitions\":[],\"shape\":1}".getBytes(StandardCharsets.UTF_8);

        assertEquals(
                file + " has the field 'shape', which this version of Footfall does not support: update it",
                assertThrows(IllegalStateException.class, () -> ExportedLog.parse(head, file))
                        .getMessage());
    }

    @Test
    void writesTheHeadAsAnObjectOfTheExportAndItsPartitions() throws IOException {
        var log = new ExportedLog("an-export", List.of(new OffsetRange("likes", 3, 7, 11)));
        String head = "{\"export\":\"an-export\","
                + "\"partitions\":[{\"topic\":\"likes\",\"partition\":3,\"first\":7,\"end\":11}]}";

        assertEquals(head, new String(log.toJson(), StandardCharsets.UTF_8));
        assertEquals(log, ExportedLog.parse(log.toJson(), file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"export\":\"an-export\"}",
                "{\"partitions\":[]}",
                "{\"export\":\"an-export\",\"partitions\":[{\"topic\":\"likes\",\"partition\":3,\"first\":7}]}",
                "{\"export\":\"an-export\",\"partitions\":[{\"topic\":\"likes\",\"partition\":3,\"first\":7,\"end\":6}]}"
            })
    void refusesAHeadThatIsNone(String head) {
        assertThrows(IOException.class, () -> ExportedLog.parse(head.getBytes(StandardCharsets.UTF_8), file));
    }

    @Test
    void readsALogWithoutARecord() throws IOException {
        write(List.of());

        assertEquals(List.of(), read());
        try (var reader = new LogFileReader(file)) {
            assertEquals(LOG, reader.log());
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void refusesAFileThatIsCutAnywhereAndNamesFileAndPlace(long seed) throws IOException {
        write(records(new Random(seed), 20));
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            assertRefused(length, seed);
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void refusesAFileOfWhichAnyByteIsAnother(long seed) throws IOException {
        var random = new Random(seed);
        write(records(random, 20));
        byte[] whole = Files.readAllBytes(file);

        for (int place = 0; place < whole.length; place++) {
            byte[] other = whole.clone();
            other[place] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, other);

            assertRefused(place, seed);
        }
    }

    @Test
    void refusesPartsThatAreMissingOrThereTwiceOrLeftOver() throws IOException {
        write(records(new Random(1), 1 << 20));
        byte[] whole = Files.readAllBytes(file);
        int[] starts = blocks(whole);
        assertTrue(starts.length > 4, "several blocks");
        byte[] second = Arrays.copyOfRange(whole, starts[1], starts[2]);

        for (byte[] other : List.of(
                joined(Arrays.copyOf(whole, starts[1]), Arrays.copyOfRange(whole, starts[2], whole.length)),
                joined(Arrays.copyOf(whole, starts[2]), second, Arrays.copyOfRange(whole, starts[2], whole.length)),
                joined(whole, second),
                joined(whole, new byte[1]))) {
            Files.write(file, other);

            assertRefused(starts[1], 1);
        }
    }

    @Test
    void saysInOneSentenceWhatIsWrongAndWhatToDo() throws IOException {
        write(records(new Random(1), 20));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        int last = blocks(whole)[2];

        assertEquals(
                file + " is cut short in the part that begins at byte " + last
                        + ": copy it again from where it was exported, or export the log again",
                assertThrows(BadLogFile.class, this::read).getMessage());
    }

    private void assertRefused(int place, long seed) {
        BadLogFile refused = assertThrows(BadLogFile.class, this::read, () -> "seed " + seed + ", byte " + place);
        assertTrue(String.valueOf(refused.getMessage()).startsWith(file + " "), refused::toString);
    }

    private void write(List<ConsumerRecord<byte[], byte[]>> records) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            var writer = new LogFileWriter(out, LOG, new TopicSizes(LOG));
            for (ConsumerRecord<byte[], byte[]> record : records) writer.append(record);
            writer.finish();
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> read() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var reader = new LogFileReader(file)) {
            reader.forEach(records::add);
            assertEquals(reader.size(), reader.position());
        }
        return records;
    }

    /** The place at which each block begins. */
    private static int[] blocks(byte[] whole) {
        List<Integer> starts = new ArrayList<>();
        for (int at = LogFileWriter.MAGIC.length; at < whole.length; ) {
            starts.add(at);
            at += Block.HEAD_BYTES
                    + Block.head(Arrays.copyOfRange(whole, at, at + Block.HEAD_BYTES))
                            .packed();
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    private static byte[] joined(byte[]... parts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) bytes.write(part);
        return bytes.toByteArray();
    }

    /** A dozen records with anything that Kafka allows, the longest texts of about so many bytes. */
    private static List<ConsumerRecord<byte[], byte[]>> records(Random random, int longest) {
        return Stream.generate(() -> record(random, longest)).limit(12).toList();
    }

    private static ConsumerRecord<byte[], byte[]> record(Random random, int longest) {
        var headers = new RecordHeaders();
        for (int i = random.nextInt(3); i > 0; i--) headers.add("name-é-" + random.nextInt(2), bytes(random, 9));
        OffsetRange partition =
                LOG.partitions().get(random.nextInt(LOG.partitions().size()));
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                random.nextLong(),
                random.nextLong(),
                TimestampType.LOG_APPEND_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                bytes(random, 40),
                bytes(random, longest),
                headers,
                Optional.empty());
    }

    private static byte @Nullable [] bytes(Random random, int longest) {
        if (random.nextInt(5) == 0) return null;
        var bytes = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(longest)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static List<String> texts(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> record.topic() + record.partition() + " " + record.offset() + " " + record.timestamp()
                        + Arrays.toString(record.key()) + Arrays.toString(record.value())
                        + Arrays.toString(record.headers().toArray()))
                .toList();
    }
}
