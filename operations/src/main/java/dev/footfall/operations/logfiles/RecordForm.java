package dev.footfall.operations.logfiles;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

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
final class RecordForm {
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
