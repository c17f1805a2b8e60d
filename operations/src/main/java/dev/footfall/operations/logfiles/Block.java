package dev.footfall.operations.logfiles;

import com.github.luben.zstd.Zstd;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The unit of which a file consists, packed and checksummed by itself:
 *
 * <pre>
 * number      4 bytes   0, 1, 2 … in the order of the file
 * packed      4 bytes   length of what follows this head
 * plain       4 bytes   length of the same unpacked
 * checksum    4 bytes   CRC-32C of the packed bytes
 * checksum    4 bytes   CRC-32C of the 16 bytes before
 * content     zstd      a {@link Kind}, then what is of that kind
 * </pre>
 */
final class Block {
    static final int HEAD_BYTES = 20;

    private static final int LEVEL = 3;

    private Block() {}

    /** The kinds of content; the first byte of the plain bytes is one of them. */
    enum Kind {
        /** An {@link ExportedLog} as JSON. The first block, and no other. */
        HEAD('h'),
        /** One record after another. */
        RECORDS('r'),
        /** The number of all records, in 8 bytes. The last block, and no other. */
        END('e');

        private final byte letter;

        Kind(char letter) {
            this.letter = (byte) letter;
        }

        byte letter() {
            return letter;
        }
    }

    /**
     * The fields of a head.
     *
     * @param checksum that of the packed bytes
     */
    record Head(int number, int packed, int plain, int checksum) {}

    /** A head and content, ready to be written. */
    static byte[] pack(int number, byte[] plain) {
        byte[] packed = Zstd.compress(plain, LEVEL);
        ByteBuffer block = ByteBuffer.allocate(HEAD_BYTES + packed.length);
        block.putInt(number).putInt(packed.length).putInt(plain.length).putInt(checksum(packed, packed.length));
        block.putInt(checksum(block.array(), HEAD_BYTES - Integer.BYTES));
        return block.put(packed).array();
    }

    /** The head that these bytes are, if they are one. */
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
}
