package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.MutableRecordBatch;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.SimpleRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@Tag("slow")
class BoundedFetchesTest {
    private static final int MIB = 1 << 20;
    private static final int MOST = 6 * MIB;

    @ParameterizedTest
    @EnumSource(names = {"ZSTD", "GZIP", "LZ4"})
    void putsARecordInPlaceOfABatchThatIsTooLarge(CompressionType type) {
        MemoryRecords records = batch(70, type, blanks(4 * MIB), blanks(4 * MIB));

        List<Record> bounded = records(BoundedFetches.bounded(records, MOST));

        assertTrue(records.sizeInBytes() < MIB, () -> records.sizeInBytes() + " bytes");
        assertEquals(List.of(71L), bounded.stream().map(Record::offset).toList());
        byte[] text = new byte[bounded.get(0).valueSize()];
        bounded.get(0).value().get(text);
        assertArrayEquals(BoundedFetches.LEFT_OUT.getBytes(StandardCharsets.UTF_8), text);
    }

    @Test
    void leavesForTheNextFetchWhatIsTooMuchTogether() {
        byte[] large = blanks(5 * MIB / 2);
        MemoryRecords all = joined(
                batch(5, CompressionType.ZSTD, large),
                batch(6, CompressionType.ZSTD, large),
                batch(7, CompressionType.ZSTD, large));
        MemoryRecords bombLast =
                joined(batch(5, CompressionType.ZSTD, large), batch(6, CompressionType.ZSTD, blanks(7 * MIB)));

        assertEquals(List.of(5L, 6L), offsets(BoundedFetches.bounded(all, MOST)));
        assertEquals(List.of(5L), offsets(BoundedFetches.bounded(bombLast, MOST)));
    }

    @ParameterizedTest
    @EnumSource(value = CompressionType.class, mode = Mode.MATCH_ALL, names = ".*")
    void knowsTheBytesOfABatch(CompressionType type) {
        for (int seed = 0; seed < 30; seed++) {
            var random = new Random(seed);
            byte[] value = new byte[random.nextInt(random.nextBoolean() ? MIB : 2_000)];
            for (int i = 0; i < value.length; i++) value[i] = (byte) random.nextInt(1 + i % 97);
            MemoryRecords records = batch(0, type, value, new byte[0]);
            MutableRecordBatch batch = records.batches().iterator().next();

            long limit = MOST;
            long most = UnpackedBytes.atMost(batch, records.buffer(), limit);

            String report = "seed " + seed + ": " + value.length + " bytes, at most " + most;
            assertTrue(most >= value.length, report);
            if (type == CompressionType.ZSTD) assertTrue(most <= value.length + 256 * 1_024, report);
            assertSame(records, BoundedFetches.bounded(records, MOST));
        }
    }

    @Test
    void leavesWhatIsDamagedToTheClient() {
        MemoryRecords records = batch(0, CompressionType.ZSTD, blanks(MIB));
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            byte[] bytes = new byte[records.sizeInBytes()];
            records.buffer().get(bytes);
            for (int i = 0; i < 5; i++) bytes[61 + random.nextInt(bytes.length - 61)] = (byte) random.nextInt();

            MemoryRecords damaged = MemoryRecords.readableRecords(ByteBuffer.wrap(bytes));

            assertEquals(1, offsetsOfBatches(BoundedFetches.bounded(damaged, MOST)), "seed " + seed);
        }
    }

    /** Nothing asks a broker: it is the fields of the client that are looked for. */
    @Test
    void findsTheConnectionOfThisVersionOfTheClient() {
        BoundedFetches.consumer(Map.of("bootstrap.servers", "127.0.0.1:9", "group.id", "any"))
                .close();
    }

    private static int offsetsOfBatches(MemoryRecords records) {
        int batches = 0;
        for (MutableRecordBatch any : records.batches()) batches += any.sizeInBytes() > 0 ? 1 : 0;
        return batches;
    }

    private static List<Long> offsets(MemoryRecords records) {
        return records(records).stream().map(Record::offset).toList();
    }

    private static List<Record> records(MemoryRecords records) {
        List<Record> all = new ArrayList<>();
        records.records().forEach(all::add);
        return all;
    }

    private static byte[] blanks(int length) {
        byte[] blanks = new byte[length];
        Arrays.fill(blanks, (byte) ' ');
        return blanks;
    }

    private static MemoryRecords batch(long offset, CompressionType type, byte[]... values) {
        SimpleRecord[] records = Arrays.stream(values).map(SimpleRecord::new).toArray(SimpleRecord[]::new);
        return MemoryRecords.withRecords(offset, Compression.of(type).build(), records);
    }

    private static MemoryRecords joined(MemoryRecords... parts) {
        var bytes = new ByteArrayOutputStream();
        for (MemoryRecords part : parts) {
            byte[] own = new byte[part.sizeInBytes()];
            part.buffer().get(own);
            bytes.writeBytes(own);
        }
        return MemoryRecords.readableRecords(ByteBuffer.wrap(bytes.toByteArray()));
    }
}
