package dev.footfall.operations.logfiles;

import com.github.luben.zstd.Zstd;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * The unit of a file, compressed and checksummed by itself:
 *
 * <pre>
 * number      4 bytes   0, 1, 2 … in the order of the file
 * packed      4 bytes   length of what follows this head
 * plain       4 bytes   length of the same unpacked
 * checksum    4 bytes   CRC-32C of the packed bytes
 * checksum    4 bytes   CRC-32C of the 16 bytes before
 * content     zstd      a letter of its kind, then what is of that kind
 * </pre>
 */
final class Block {
    static final int HEAD_BYTES = 20;

    /** The kind of an {@link ExportedLog} as JSON: the first block, and no other. */
    static final byte HEAD = 'h';

    static final byte RECORDS = 'r';

    /** The kind of the number of all records, in 8 bytes: the last block, and no other. */
    static final byte END = 'e';

    /** More than any block that is written: records of a mebibyte, or a single one that is larger. */
    static final int MOST_BYTES = 128 << 20;

    private static final int LEVEL = 3;

    private Block() {}

    record Head(int number, int packed, int plain, int checksum) {}

    static byte[] pack(int number, byte[] plain) {
        byte[] packed = Zstd.compress(plain, LEVEL);
        ByteBuffer block = ByteBuffer.allocate(HEAD_BYTES + packed.length);
        block.putInt(number).putInt(packed.length).putInt(plain.length).putInt(checksum(packed, packed.length));
        block.putInt(checksum(block.array(), HEAD_BYTES - Integer.BYTES));
        return block.put(packed).array();
    }

    static boolean isHead(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt(HEAD_BYTES - Integer.BYTES) == checksum(bytes, HEAD_BYTES - Integer.BYTES);
    }

    static Head head(byte[] bytes) {
        ByteBuffer head = ByteBuffer.wrap(bytes);
        return new Head(head.getInt(), head.getInt(), head.getInt(), head.getInt());
    }

    static boolean isIntact(Head head, byte[] packed) {
        return checksum(packed, packed.length) == head.checksum();
    }

    static byte[] unpack(Head head, byte[] packed) {
        return Zstd.decompress(packed, head.plain());
    }

    private static int checksum(byte[] bytes, int length) {
        var checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }

    /**
     * The bytes of one record. Numbers have their highest byte first; the length of what is not there is −1.
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
    static final class RecordForm {
        private static final int NONE = -1;

        private RecordForm() {}

        static void write(int place, ConsumerRecord<byte[], byte[]> record, DataOutputStream out) throws IOException {
            out.writeInt(place);
            out.writeLong(record.offset());
            out.writeLong(record.timestamp());
            write(record.key(), out);
            write(record.value(), out);
            Header[] headers = record.headers().toArray();
            out.writeInt(headers.length);
            for (Header header : headers) {
                write(header.key().getBytes(StandardCharsets.UTF_8), out);
                write(header.value(), out);
            }
        }

        private static void write(byte @Nullable [] bytes, DataOutputStream out) throws IOException {
            out.writeInt(bytes == null ? NONE : bytes.length);
            if (bytes != null) out.write(bytes);
        }

        /** Fails with any RuntimeException if there is no further record. */
        static ConsumerRecord<byte[], byte[]> read(ByteBuffer in, ExportedLog log) {
            TopicPartition partition = log.partitions().get(in.getInt()).place();
            long offset = in.getLong();
            long logTimeMillis = in.getLong();
            byte[] key = bytes(in);
            byte[] value = bytes(in);
            var headers = new RecordHeaders();
            for (int left = in.getInt(); left > 0; left--) {
                headers.add(new RecordHeader(new String(bytes(in), StandardCharsets.UTF_8), bytes(in)));
            }
            return new ConsumerRecord<>(
                    partition.topic(),
                    partition.partition(),
                    offset,
                    logTimeMillis,
                    TimestampType.LOG_APPEND_TIME,
                    ConsumerRecord.NULL_SIZE,
                    ConsumerRecord.NULL_SIZE,
                    key,
                    value,
                    headers,
                    Optional.empty());
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
}
