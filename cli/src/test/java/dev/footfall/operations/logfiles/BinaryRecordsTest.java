package dev.footfall.operations.logfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of versions 1 and 2 are read as they were written, whole or not at all. */
class BinaryRecordsTest {
    private static final ExportedLog LOG = new ExportedLog(
            "an-export", List.of(new OffsetRange("likes", 0, 3, 900), new OffsetRange("likes", 1, 0, 5)));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void readsWhatAnEarlierReleaseWrote(int version) throws IOException {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 1_201; i++) records.add(record(i % 2, i, new byte[] {(byte) i, 0, (byte) 0xFF}));
        records.add(record(1, Long.MAX_VALUE, null));
        records.add(record(0, 2_000, new byte[0]));
        Path file = directory.resolve("footfall.log");
        BinaryLogFile.write(file, version, LOG, records);

        try (var reader = new LogFileReader(file)) {
            assertEquals(LOG, reader.log());
            assertEquals(texts(records), texts(read(reader)));
            assertEquals(reader.size(), reader.position());
        }
    }

    @Test
    void refusesAFileThatIsCutOrAlteredAnywhere() throws IOException {
        Path file = directory.resolve("footfall.log");
        BinaryLogFile.write(file, 2, LOG, List.of(record(0, 7, new byte[] {1}), record(1, 0, null)));
        byte[] whole = Files.readAllBytes(file);

        for (int place = 0; place < whole.length; place++) {
            Files.write(file, Arrays.copyOf(whole, place));
            assertRefused(file, place);

            byte[] other = whole.clone();
            boolean isVersion = place == "footfall log ".length();
            other[place] ^= (byte) (isVersion ? 8 : 1 << (place % 8));
            Files.write(file, other);
            assertRefused(file, place);
        }
    }

    @Test
    void refusesTheEndOfMoreRecords() throws IOException {
        Path one = directory.resolve("one.log");
        Path two = directory.resolve("two.log");
        BinaryLogFile.write(one, 2, LOG, List.of(record(0, 7, null)));
        BinaryLogFile.write(two, 2, LOG, List.of(record(0, 7, null), record(0, 8, null)));
        byte[] end = lastBlock(two);
        int length = (int) Files.size(one) - lastBlock(one).length;

        ByteBuffer spliced = ByteBuffer.allocate(length + end.length)
                .put(Files.readAllBytes(one), 0, length)
                .put(end);
        Files.write(one, spliced.array());

        assertRefused(one, length);
    }

    private static byte[] lastBlock(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int start = "footfall log 2\n".length();
        for (int at = start; at < whole.length; ) {
            start = at;
            byte[] head = Arrays.copyOfRange(whole, at, at + Block.HEAD_BYTES);
            at += Block.HEAD_BYTES + Block.head(head).packed();
        }
        return Arrays.copyOfRange(whole, start, whole.length);
    }

    private static void assertRefused(Path file, int place) {
        BadLogFile refused = assertThrows(
                BadLogFile.class,
                () -> {
                    try (var reader = new LogFileReader(file)) {
                        read(reader);
                    }
                },
                () -> "byte " + place);
        assertTrue(String.valueOf(refused.getMessage()).startsWith(file + " "), refused::toString);
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(LogFileReader reader) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        reader.forEach(records::add);
        return records;
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, byte @Nullable [] value) {
        var headers = new RecordHeaders();
        if (offset % 3 == 0) headers.add("tracé", value).add("tracé", new byte[] {7});
        byte[] key = offset % 5 == 0 ? null : "model/acme/rocket".getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(
                "likes",
                partition,
                offset,
                1_767_355_200_000L + offset,
                TimestampType.LOG_APPEND_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                key,
                value,
                headers,
                Optional.empty());
    }

    private static List<String> texts(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> record.topic() + record.partition() + " " + record.offset() + " " + record.timestamp()
                        + Arrays.toString(record.key()) + Arrays.toString(record.value())
                        + Arrays.toString(record.headers().toArray()))
                .toList();
    }
}
