package dev.footfall.operations.logfiles;

import com.github.luben.zstd.ZstdException;
import dev.footfall.events.Unchecked;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads the blocks of a file in their order, one in memory at a time, each after its checksum. */
final class BlockReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    /** Versions 1 and 2 begin with this and the version; version 1 has events, repositories and likes alone. */
    private static final String BINARY_MAGIC = "footfall log ";

    private final Path file;
    private final InputStream in;
    private final long size;
    private final boolean isBinary;
    private long start;
    private long position;
    private int blocks;

    BlockReader(Path file) {
        this.file = file;
        try {
            this.size = Files.size(file);
            this.in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        } catch (NoSuchFileException e) {
            throw new IllegalStateException(file + ": no such file", e);
        } catch (IOException e) {
            throw unreadable(e);
        }
        try {
            this.isBinary = skippedBinaryMagic();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Skips the beginning of version 1 or 2, and returns true; false for version 3. Fails if it is neither. */
    private boolean skippedBinaryMagic() {
        byte[] beginning = peeked(BINARY_MAGIC.length() + 2);
        if (Block.isFrameStart(Arrays.copyOf(beginning, Block.FRAME_START_BYTES))) return false;
        String text = new String(beginning, StandardCharsets.ISO_8859_1);
        if (!text.equals(BINARY_MAGIC + "1\n") && !text.equals(BINARY_MAGIC + "2\n")) {
            throw new BadLogFile(
                    file, "is not an exported log of version 1, 2 or 3, the versions that this release reads");
        }
        position = bytes(text.length()).length;
        return true;
    }

    private byte[] peeked(int length) {
        in.mark(length);
        byte[] bytes = bytes(length);
        Unchecked.run(file + " cannot be read", in::reset);
        return bytes;
    }

    Path file() {
        return file;
    }

    boolean isBinary() {
        return isBinary;
    }

    long size() {
        return size;
    }

    /** The first byte after the last block that was read. */
    long position() {
        return position;
    }

    /** The block that was read last. */
    BlockPlace place() {
        return new BlockPlace(start, blocks - 1);
    }

    /** Continues with a later block. */
    void skipTo(BlockPlace place) {
        try {
            in.skipNBytes(place.start() - position);
        } catch (IOException e) {
            throw unreadable(e);
        }
        position = place.start();
        blocks = place.number();
    }

    /** The plain bytes of the next block; fails if it is damaged, or if there is none. */
    byte[] next() {
        start = position;
        int lead = isBinary ? 0 : Block.FRAME_START_BYTES;
        byte[] frame = bytes(lead);
        if (frame.length < lead) throw cutShort();
        if (!isBinary && !Block.isFrameStart(frame)) throw damaged();
        byte[] bytes = bytes(Block.HEAD_BYTES);
        if (bytes.length < Block.HEAD_BYTES) throw cutShort();
        if (!Block.isHead(bytes)) throw damaged();
        BlockHead head = Block.head(bytes);
        if (head.number() != blocks || head.packed() < 0 || head.plain() < 1) throw damaged();
        if (Math.max(head.packed(), head.plain()) > Block.MOST_BYTES) throw damaged();
        if (head.packed() > size - start - lead - Block.HEAD_BYTES) throw cutShort();
        byte[] packed = bytes(head.packed());
        if (packed.length < head.packed()) throw cutShort();
        byte[] plain = unpacked(head, packed);
        position += lead + Block.HEAD_BYTES + packed.length;
        blocks++;
        return plain;
    }

    private byte[] unpacked(BlockHead head, byte[] packed) {
        if (!Block.isIntact(head, packed)) throw damaged();
        try {
            byte[] plain = Block.unpack(head, packed);
            if (plain.length != head.plain()) throw damaged();
            return plain;
        } catch (ZstdException e) {
            throw damaged();
        }
    }

    void requireEnd() {
        if (bytes(1).length > 0) throw BadLogFile.at(file, position, "has content after its end,");
    }

    /** The fault of the block that was read last. */
    BadLogFile damaged() {
        return BadLogFile.at(file, start, "is damaged in the part that begins");
    }

    private BadLogFile cutShort() {
        return BadLogFile.at(file, start, "is cut short in the part that begins");
    }

    private byte[] bytes(int length) {
        try {
            return in.readNBytes(length);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private IllegalStateException unreadable(IOException e) {
        return new IllegalStateException(file + " cannot be read: " + e, e);
    }

    @Override
    public void close() {
        Unchecked.run(file + " cannot be closed", in::close);
    }
}
