package dev.footfall.operations.logfiles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdInputStream;
import dev.footfall.events.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
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

    private static final List<String> PIECES = List.of(
            "{\"id\":\"1\"}",
            "\\",
            "/",
            "\n",
            "\r\t",
            "\uFEFF",
            "\u2028",
            "é",
            "\uD83D\uDE80",
            "\u007F",
            "\uFFFF",
            "\u0000");

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
    void isLinesOfJsonForAnyReaderOfZstd() throws IOException {
        write(List.of(
                record(
                        "model/acme/röckét".getBytes(UTF_8),
                        "{\"id\":\"1\"}\n".getBytes(UTF_8),
                        "{\"t\":1}".getBytes(UTF_8)),
                record(new byte[0], null, null),
                record(new byte[] {0, 1}, new byte[] {(byte) 0xC0, (byte) 0xAF}, new byte[] {7})));

        List<String> lines = lines();

        String record = "{\"topic\":\"other.v1\",\"partition\":0,\"offset\":7,\"timestamp\":1767355200000,";
        assertEquals(
                List.of(
                        "{\"format\":\"footfall-log\",\"version\":3,\"export\":\"an-export\",\"partitions\":["
                                + "{\"topic\":\"footfall.likes.v1\",\"partition\":0,\"first\":0,\"end\":900},"
                                + "{\"topic\":\"footfall.likes.v1\",\"partition\":1,\"first\":7,\"end\":7},"
                                + "{\"topic\":\"other.v1\",\"partition\":0,\"first\":3,\"end\":900},"
                                + "{\"topic\":\"other.v1\",\"partition\":1,\"first\":3,\"end\":3}]}",
                        record + "\"key\":\"model/acme/röckét\",\"value\":\"{\\\"id\\\":\\\"1\\\"}\\n\","
                                + "\"headers\":[{\"name\":\"trace\",\"value\":\"{\\\"t\\\":1}\"}]}",
                        record + "\"key\":\"\",\"value\":null,\"headers\":[{\"name\":\"trace\",\"value\":null}]}",
                        record + "\"key_base64\":\"AAE=\",\"value_base64\":\"wK8=\","
                                + "\"headers\":[{\"name\":\"trace\",\"value_base64\":\"Bw==\"}]}"),
                lines.subList(0, 4));
        assertEquals("{\"end\":true,\"records\":3,\"sha256\":\"" + sha256(lines.subList(0, 4)) + "\"}", lines.get(4));
        assertEquals(5, lines.size());
    }

    @Test
    void hasTheZstdChecksumOfEachFrame() throws IOException {
        write(records(new Random(1), 20));
        byte[] whole = Files.readAllBytes(file);

        for (int start : blocks(whole)) {
            int descriptor = whole[start + Block.FRAME_START_BYTES + Block.HEAD_BYTES + 4];
            assertEquals(0x04, descriptor & 0x04, () -> "frame at " + start);
        }
    }

    @Test
    void refusesALaterVersion() throws IOException {
        String head = "{\"format\":\"footfall-log\",\"version\":4,\"export\":\"an-export\",\"partitions\":[]}\n";
        Files.write(file, Block.pack(0, head.getBytes(UTF_8)));

        assertEquals(
                file + " has version 4, which this version of Footfall does not support: update it",
                assertThrows(IllegalStateException.class, this::read).getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"format\":\"other\",\"version\":3,\"export\":\"an-export\",\"partitions\":[]}",
                "{\"format\":\"footfall-log\",\"export\":\"an-export\",\"partitions\":[]}",
                "{\"format\":\"footfall-log\",\"version\":3,\"export\":\"an-export\"}",
                "{\"end\":true,\"records\":0,\"sha256\":\"\"}"
            })
    void refusesAnotherFirstLine(String line) throws IOException {
        Files.write(file, Block.pack(0, (line + "\n").getBytes(UTF_8)));

        assertRefused(0, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "{\"topic\":\"other.v1\",\"partition\":0,\"offset\":7,\"timestamp\":1,\"key\":null}",
                "{\"topic\":\"other.v1\",\"partition\":0,\"offset\":7,\"timestamp\":1,\"value\":null,\"key\":null}",
                "{\"topic\":\"other.v1\",\"partition\":2,\"offset\":7,\"timestamp\":1,\"key\":null,\"value\":null}",
                "{\"topic\":\"other.v1\",\"partition\":4294967296,\"offset\":7,\"timestamp\":1,\"key\":null,\"value\":null}",
                "{\"topic\":\"other.v1\",\"partition\":0,\"offset\":7.5,\"timestamp\":1,\"key\":null,\"value\":null}",
                "{\"topic\":\"other.v1\",\"partition\":0,\"offset\":7,\"timestamp\":1,\"key_base64\":null,\"value\":null}",
                "{\"topic\":\"other.v1\",\"partition\":0,\"offset\":7,\"timestamp\":1,\"key_base64\":\"%\",\"value\":null}",
                "{\"topic\":\"other.v1\",\"partition\":0,\"offset\":7,\"timestamp\":1,\"key\":null,\"value\":7}",
                "{\"topic\":\"other.v1\",\"partition\":0,\"offset\":7,\"timestamp\":1,\"key\":null,\"value\":null,\"a\":1}",
                "{\"topic\":\"other.v1\",\"partition\":0,\"offset\":7,\"timestamp\":1,\"key\":null,\"value\":null",
            })
    void refusesALineThatIsNoRecord(String line) throws IOException {
        write(List.of());
        byte[] head = Arrays.copyOf(Files.readAllBytes(file), blocks(Files.readAllBytes(file))[1]);

        assertRefusedAt(head.length, joined(head, Block.pack(1, (line + "\n").getBytes(UTF_8))));
    }

    @Test
    void refusesRecordsOfAnotherFileInPlaceOfItsOwn() throws IOException {
        write(records(new Random(1), 20));
        byte[] whole = Files.readAllBytes(file);
        write(records(new Random(2), 20));
        byte[] other = Files.readAllBytes(file);
        int[] parts = blocks(whole);
        int[] others = blocks(other);

        Files.write(
                file,
                joined(
                        Arrays.copyOf(whole, parts[1]),
                        Arrays.copyOfRange(other, others[1], others[2]),
                        Arrays.copyOfRange(whole, parts[2], whole.length)));

        assertRefused(others[2], 1);
    }

    @Test
    void refusesAFieldOfTheHeadThatItDoesNotKnow() {
        byte[] head = "{\"export\":\"an-export\",\"partitions\":[],\"shape\":1}".getBytes(UTF_8);

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

        byte[] json = ExportedLog.JSON.writeValueAsBytes(log);
        assertEquals(head, new String(json, UTF_8));
        assertEquals(log, ExportedLog.parse(json, file));
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
        assertThrows(IOException.class, () -> ExportedLog.parse(head.getBytes(UTF_8), file));
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

        byte[] after = Arrays.copyOfRange(whole, starts[2], whole.length);

        assertRefusedAt(starts[1], joined(Arrays.copyOf(whole, starts[1]), after));
        assertRefusedAt(starts[2], joined(Arrays.copyOf(whole, starts[2]), second, after));
        assertRefusedAt(whole.length, joined(whole, second));
        assertRefusedAt(whole.length, joined(whole, new byte[1]));
    }

    private void assertRefusedAt(int place, byte[] other) throws IOException {
        Files.write(file, other);

        BadLogFile refused = assertThrows(BadLogFile.class, this::read);
        assertTrue(String.valueOf(refused.getMessage()).contains(" at byte " + place + ":"), refused::toString);
    }

    @Test
    void refusesAnEndWithAnotherNumberOfRecords() throws IOException {
        write(List.of());
        List<String> lines = lines();
        byte[] head = Arrays.copyOf(Files.readAllBytes(file), blocks(Files.readAllBytes(file))[1]);
        String end = lines.get(1).replace("\"records\":0", "\"records\":1");

        assertRefusedAt(head.length, joined(head, Block.pack(1, (end + "\n").getBytes(UTF_8))));
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
        for (int at = 0; at < whole.length; ) {
            starts.add(at);
            int head = at + Block.FRAME_START_BYTES;
            at = head
                    + Block.HEAD_BYTES
                    + Block.head(Arrays.copyOfRange(whole, head, head + Block.HEAD_BYTES))
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
        if (random.nextBoolean()) return text(random, longest);
        var bytes = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(longest)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Pieces that are text by themselves, and that JSON or a careless reader of UTF-8 would take for others. */
    private static byte[] text(Random random, int longest) {
        var text = new StringBuilder();
        for (int length = random.nextInt(longest); text.length() < length; ) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString().getBytes(UTF_8);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            byte @Nullable [] key, byte @Nullable [] value, byte @Nullable [] header) {
        return new ConsumerRecord<>(
                "other.v1",
                0,
                7,
                1_767_355_200_000L,
                TimestampType.LOG_APPEND_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                key,
                value,
                new RecordHeaders().add("trace", header),
                Optional.empty());
    }

    /** The lines that any decompressor finds. */
    private List<String> lines() throws IOException {
        try (var in = new ZstdInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }

    private static String sha256(List<String> lines) {
        return HexFormat.of().formatHex(Sha256.begin().digest((String.join("\n", lines) + "\n").getBytes(UTF_8)));
    }

    private static List<String> texts(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> record.topic() + record.partition() + " " + record.offset() + " " + record.timestamp()
                        + Arrays.toString(record.key()) + Arrays.toString(record.value())
                        + Arrays.toString(record.headers().toArray()))
                .toList();
    }
}
