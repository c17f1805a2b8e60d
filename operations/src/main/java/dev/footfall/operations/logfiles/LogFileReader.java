package dev.footfall.operations.logfiles;

import com.github.luben.zstd.ZstdException;
import dev.footfall.events.Unchecked;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The reading of an exported log, block by block. Nothing of a block is handed out before its checksum was found right. */
final class LogFileReader implements AutoCloseable {
    /** Version 1 has events, repositories and likes alone. */
    private static final Set<String> MAGICS =
            Set.of("footfall log 1\n", new String(LogFileWriter.MAGIC, StandardCharsets.US_ASCII));

    private final Path file;
    private final InputStream in;
    private final long size;
    private final ExportedLog log;
    private long position;
    private int blocks;
    private long records;

    LogFileReader(Path file) {
        this.file = file;
        try {
            this.size = Files.size(file);
            this.in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        } catch (NoSuchFileException e) {
            throw new IllegalStateException(file + ": no such file", e);
        } catch (IOException e) {
            throw unreadable(e);
        }
        try {
            if (!MAGICS.contains(new String(in.readNBytes(LogFileWriter.MAGIC.length), StandardCharsets.ISO_8859_1))) {
                throw new BadLogFile(
                        file, "is not an exported log of version 1 or 2, the versions that this release " + "reads");
            }
            position = LogFileWriter.MAGIC.length;
            log = head();
        } catch (IOException e) {
            throw unreadable(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private ExportedLog head() throws IOException {
        ByteBuffer plain = block();
        if (plain.get() != Block.HEAD) throw damaged();
        var json = new byte[plain.remaining()];
        plain.get(json);
        try {
            return ExportedLog.parse(json, file);
        } catch (IOException e) {
            throw damaged();
        }
    }

    ExportedLog log() {
        return log;
    }

    long size() {
        return size;
    }

    long position() {
        return position;
    }

    /** Fails if the file is damaged or not whole, after the records of the blocks before. */
    void forEach(Consumer<ConsumerRecord<byte[], byte[]>> action) {
        try {
            while (!isEnd(block(), action)) {}
            if (in.read() >= 0) throw BadLogFile.at(file, position, "has content after its end,");
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private boolean isEnd(ByteBuffer plain, Consumer<ConsumerRecord<byte[], byte[]>> action) {
        byte kind = plain.get();
        if (kind == Block.END) {
            if (plain.remaining() != Long.BYTES || plain.getLong() != records) throw damaged();
            return true;
        }
        if (kind != Block.RECORDS) throw damaged();
        while (plain.hasRemaining()) {
            ConsumerRecord<byte[], byte[]> record = record(plain);
            records++;
            action.accept(record);
        }
        return false;
    }

    private ConsumerRecord<byte[], byte[]> record(ByteBuffer plain) {
        try {
            return RecordForm.read(plain, log);
        } catch (RuntimeException e) {
            throw damaged();
        }
    }

    /** The plain bytes of the next block. The position stays at its first byte until it was found right. */
    private ByteBuffer block() throws IOException {
        byte[] bytes = in.readNBytes(Block.HEAD_BYTES);
        if (bytes.length < Block.HEAD_BYTES) throw cutShort();
        if (!Block.isHead(bytes)) throw damaged();
        BlockHead head = Block.head(bytes);
        if (head.number() != blocks || head.packed() < 0 || head.plain() < 1) throw damaged();
        if (Math.max(head.packed(), head.plain()) > Block.MOST_BYTES) throw damaged();
        if (head.packed() > size - position - Block.HEAD_BYTES) throw cutShort();
        byte[] packed = in.readNBytes(head.packed());
        if (packed.length < head.packed()) throw cutShort();
        if (!Block.isIntact(head, packed)) throw damaged();
        try {
            byte[] plain = Block.unpack(head, packed);
            if (plain.length != head.plain()) throw damaged();
            position += Block.HEAD_BYTES + packed.length;
            blocks++;
            return ByteBuffer.wrap(plain);
        } catch (ZstdException e) {
            throw damaged();
        }
    }

    private BadLogFile damaged() {
        return BadLogFile.at(file, position, "is damaged in the part that begins");
    }

    private BadLogFile cutShort() {
        return BadLogFile.at(file, position, "is cut short in the part that begins");
    }

    private IllegalStateException unreadable(IOException e) {
        return new IllegalStateException(file + " cannot be read: " + e, e);
    }

    @Override
    public void close() {
        Unchecked.run(file + " cannot be closed", in::close);
    }
}
