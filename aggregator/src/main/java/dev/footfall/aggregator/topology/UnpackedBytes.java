package dev.footfall.aggregator.topology;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.DefaultRecordBatch;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.utils.BufferSupplier;

/** The bytes that the records of a batch unpack to. */
final class UnpackedBytes {
    /** The most bytes that each packed byte of gzip, LZ4 and Snappy becomes; a block of zstd has no such ratio. */
    private static final int MOST_RATIO = 1_032;

    private static final int STEP_BYTES = 8 << 10;

    private UnpackedBytes() {}

    /** A number that they do not exceed, or one over {@code limit}; {@code bytes} are those of the batch, with its head. */
    static long atMost(RecordBatch batch, ByteBuffer bytes, long limit) {
        if (batch.compressionType() == CompressionType.NONE) return batch.sizeInBytes();
        if (batch.magic() < RecordBatch.MAGIC_VALUE_V2) return limit + 1; // none is written since Kafka 0.11
        ByteBuffer packed =
                bytes.slice().position(DefaultRecordBatch.RECORD_BATCH_OVERHEAD).slice();
        if (batch.compressionType() == CompressionType.ZSTD) {
            return ZstdFrames.mostBytes(packed.order(ByteOrder.LITTLE_ENDIAN), limit);
        }
        long most = (long) MOST_RATIO * packed.remaining();
        return most <= limit ? most : counted(batch, packed, limit);
    }

    /** Unpacks them, and keeps nothing. */
    private static long counted(RecordBatch batch, ByteBuffer packed, long limit) {
        var codec = Compression.of(batch.compressionType()).build();
        var step = new byte[STEP_BYTES];
        try (InputStream unpacking = codec.wrapForInput(packed, batch.magic(), BufferSupplier.NO_CACHING)) {
            long unpacked = 0;
            for (int read = unpacking.read(step); read >= 0 && unpacked <= limit; read = unpacking.read(step)) {
                unpacked += read;
            }
            return unpacked;
        } catch (IOException | RuntimeException e) { // the client says what is wrong with it
            return packed.remaining();
        }
    }

    /** Frames of <a href="https://www.rfc-editor.org/rfc/rfc8878#section-3.1">Zstandard</a>: the heads of their blocks are enough. */
    private static final class ZstdFrames {
        private static final int MAGIC = 0xFD2FB528;
        private static final int SKIPPABLE = 0x184D2A50;
        private static final int MOST_OF_A_BLOCK = 128 << 10;
        private static final int SINGLE_SEGMENT = 1 << 5;
        private static final int CHECKSUM = 1 << 2;
        private static final int RLE = 1;
        private static final int COMPRESSED = 2;
        private static final int[] CONTENT_SIZE_BYTES = {0, 2, 4, 8};
        private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};

        private final ByteBuffer packed;
        private long unpacked;

        private ZstdFrames(ByteBuffer packed) {
            this.packed = packed;
        }

        /** Counts what ends too early, or is no frame, as far as it is read: the client refuses it. */
        static long mostBytes(ByteBuffer packed, long limit) {
            var frames = new ZstdFrames(packed);
            try {
                while (packed.remaining() >= Integer.BYTES && frames.unpacked <= limit) {
                    if (!frames.frame(limit)) break;
                }
            } catch (IllegalArgumentException | BufferUnderflowException | ArithmeticException e) {
                return frames.unpacked;
            }
            return frames.unpacked;
        }

        private boolean frame(long limit) {
            int magic = packed.getInt();
            if ((magic & 0xFFFFFFF0) == SKIPPABLE) {
                skip(packed.getInt());
                return true;
            }
            if (magic != MAGIC) return false;
            int descriptor = packed.get();
            boolean isSingle = (descriptor & SINGLE_SEGMENT) != 0;
            // the memory of a window is taken before any of its bytes are there
            if (!isSingle) unpacked += window(packed.get() & 0xFF) > limit ? limit + 1 : 0;
            int sizeFlag = (descriptor >> 6) & 3;
            skip(DICTIONARY_BYTES[descriptor & 3] + (isSingle && sizeFlag == 0 ? 1 : CONTENT_SIZE_BYTES[sizeFlag]));
            boolean isLast = false;
            while (!isLast && unpacked <= limit) isLast = block();
            if ((descriptor & CHECKSUM) != 0) skip(Integer.BYTES);
            return true;
        }

        private static long window(int descriptor) {
            long base = 1L << (10 + (descriptor >> 3));
            return base + base / 8 * (descriptor & 7);
        }

        /** True for the last of a frame. */
        private boolean block() {
            int head = (packed.getShort() & 0xFFFF) | ((packed.get() & 0xFF) << 16);
            int type = (head >> 1) & 3;
            int size = head >> 3;
            unpacked += type == COMPRESSED ? MOST_OF_A_BLOCK : size;
            skip(type == RLE ? 1 : size);
            return (head & 1) != 0;
        }

        private void skip(int bytes) {
            packed.position(Math.addExact(packed.position(), bytes));
        }
    }
}
