package dev.footfall.operations.logfiles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of versions 1 and 2, which are read and no longer written; the next release drops this class. A block is a
 * letter of its kind, then the head as JSON, records, or the number of all records in 8 bytes. Numbers have their
 * highest byte first; −1 is the length of a missing key or value.
 *
 * <pre>
 * partition   4 bytes   its place in the head's list
 * offset      8 bytes
 * log time    8 bytes   milliseconds since 1970
 * key         4 bytes of length, and as many
 * value       4 bytes of length, and as many
 * headers     4 bytes, their number; of each the name, in UTF-8, and the value, written as the key is
 * </pre>
 */
final class BinaryRecords implements BlockContents {
    static final byte HEAD = 'h';
    static final byte RECORDS = 'r';
    static final byte END = 'e';
    static final int NONE = -1;

    private final Path file;
    private List<OffsetRange> partitions = List.of();
    private long records;

    BinaryRecords(Path file) {
        this.file = file;
    }

    @Override
    public ExportedLog head(byte[] plain) throws IOException {
        if (plain[0] != HEAD) throw new IOException("no head");
        ExportedLog log = ExportedLog.parse(Arrays.copyOfRange(plain, 1, plain.length), file);
        partitions = log.partitions();
        return log;
    }

    @Override
    public boolean isLast(byte[] plain, Consumer<ConsumerRecord<byte[], byte[]>> action) throws IOException {
        ByteBuffer block = ByteBuffer.wrap(plain);
        byte kind = block.get();
        if (kind == END) {
            if (block.remaining() == Long.BYTES && block.getLong() == records) return true;
            throw new IOException("not the end of " + records + " records");
        }
        if (kind != RECORDS) throw new IOException("kind " + kind);
        while (block.hasRemaining()) {
            ConsumerRecord<byte[], byte[]> record = record(block);
            records++;
            action.accept(record);
        }
        return false;
    }

    private ConsumerRecord<byte[], byte[]> record(ByteBuffer in) throws IOException {
        try {
            TopicPartition partition = partitions.get(in.getInt()).place();
            long offset = in.getLong();
            long logTimeMillis = in.getLong();
            byte[] key = bytes(in);
            byte[] value = bytes(in);
            var headers = new RecordHeaders();
            for (int left = in.getInt(); left > 0; left--) {
                headers.add(new RecordHeader(new String(bytes(in), StandardCharsets.UTF_8), bytes(in)));
            }
            return new ExportedRecord(partition, offset, logTimeMillis, key, value, headers).consumed();
        } catch (RuntimeException e) {
            throw new IOException("no record", e);
        }
    }

    private static byte @Nullable [] bytes(ByteBuffer in) {
        int length = in.getInt();
        if (length == NONE) return null;
        if (length > in.remaining()) throw new IllegalArgumentException("length of " + length);
        var bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
