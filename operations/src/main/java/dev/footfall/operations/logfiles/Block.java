package dev.footfall.operations.logfiles;

import com.github.luben.zstd.Zstd;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

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
