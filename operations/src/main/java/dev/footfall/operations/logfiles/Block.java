package dev.footfall.operations.logfiles;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The unit of an exported log, compressed and checksummed by itself: a skippable zstd frame with the block's head,
 * which every decompressor ignores, and a zstd frame with its content.
 *
 * <pre>
 * magic       4 bytes   0x184D2A5F, the lowest byte first
 * length      4 bytes   20, the lowest byte first; all numbers below have the highest byte first
 * number      4 bytes   0, 1, 2 … in the order of the file
 * packed      4 bytes   length of the frame that follows this head
 * plain       4 bytes   length of the same unpacked
 * checksum    4 bytes   CRC-32C of the packed bytes
 * checksum    4 bytes   CRC-32C of the 16 bytes before
 * content     zstd      whole lines, with zstd's own checksum; the first line and the last one have a block each
 * </pre>
 *
 * <p>Number and checksum of the head let a reader name a block that is missing, repeated or altered, before it unpacks it:
 * zstd's checksum is of the plain bytes alone, and a decompressor ignores some bits of a frame's head.
 *
 * <p>Blocks of versions 1 and 2 lack magic and length, and their content is that of {@link BinaryRecords}.
 */
final class Block {
    static final int HEAD_BYTES = 20;

    /** More than any block that is written: records of a mebibyte, or a single one that is larger. */
    static final int MOST_BYTES = 128 << 20;

    private static final int LEVEL = 3;
    private static final int SKIPPABLE_MAGIC = 0x184D2A5F;

    private static final byte[] FRAME_START = ByteBuffer.allocate(2 * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(SKIPPABLE_MAGIC)
            .putInt(HEAD_BYTES)
            .array();

    static final int FRAME_START_BYTES = FRAME_START.length;

    private Block() {}

    /** True if these are the 8 bytes before the head of each block. */
    static boolean isFrameStart(byte[] bytes) {
        return Arrays.equals(bytes, FRAME_START);
    }

    static byte[] pack(int number, byte[] plain) {
        if (plain.length > MOST_BYTES) throw new IllegalArgumentException("a block of " + plain.length + " bytes");
        byte[] packed = compress(plain);
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
        head.putInt(number).putInt(packed.length).putInt(plain.length).putInt(checksum(packed, packed.length));
        head.putInt(checksum(head.array(), HEAD_BYTES - Integer.BYTES));
        return ByteBuffer.allocate(FRAME_START_BYTES + HEAD_BYTES + packed.length)
                .put(FRAME_START)
                .put(head.flip())
                .put(packed)
                .array();
    }

    private static byte[] compress(byte[] plain) {
        try (var zstd = new ZstdCompressCtx()) {
            return zstd.setLevel(LEVEL).setChecksum(true).compress(plain);
        }
    }

    static boolean isHead(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt(HEAD_BYTES - Integer.BYTES) == checksum(bytes, HEAD_BYTES - Integer.BYTES);
    }

    static BlockHead head(byte[] bytes) {
        ByteBuffer head = ByteBuffer.wrap(bytes);
        return new BlockHead(head.getInt(), head.getInt(), head.getInt(), head.getInt());
    }

    static boolean isIntact(BlockHead head, byte[] packed) {
        return checksum(packed, packed.length) == head.checksum();
    }

    static byte[] unpack(BlockHead head, byte[] packed) {
        return Zstd.decompress(packed, head.plain());
    }

    private static int checksum(byte[] bytes, int length) {
        var checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }
}
