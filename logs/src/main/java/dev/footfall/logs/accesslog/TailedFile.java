package dev.footfall.logs.accesslog;

import dev.footfall.events.Unchecked;
import dev.footfall.ingest.VisitorSecret;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One file under {@link LogTail}, held open whatever its name is by now, so that nothing unread is lost. Ids need the
 * number of equal lines before each line: where a file is taken up in its middle, the last million lines before that are
 * read again and counted, not sent. That is enough, as equal lines have equal times and lie close together. Used by one
 * thread.
 */
final class TailedFile implements AutoCloseable {
    private static final int BLOCK_BYTES = 64 * 1_024;
    private static final int MAX_HEADER_LINES = 16;
    private static final long QUIET_NANOS = Duration.ofMinutes(10).toNanos();

    private final FileChannel channel;
    private final String fileKey;
    private final VisitorSecret secret;
    private final LineInterpreter interpreter;
    private final LineReader reader;
    private final long readerStart;
    private FileFingerprint head;
    private long lines;
    private long intactBytes;
    private long intactLines;
    private boolean isIdle;
    private OptionalLong quietSinceNanos = OptionalLong.empty();

    private TailedFile(FileChannel channel, FilePosition position, LineInterpreter interpreter, VisitorSecret secret)
            throws IOException {
        this.channel = channel;
        this.fileKey = position.fileKey();
        this.secret = secret;
        this.interpreter = interpreter;
        this.head = position.head();
        this.lines = position.lines();
        this.intactBytes = position.offsetBytes();
        this.intactLines = position.lines();
        this.readerStart = channel.position();
        this.reader = new LineReader(Channels.newInputStream(channel));
    }

    /** Takes up a file at this position, with an interpreter that has seen none of it. */
    static TailedFile open(Path path, FilePosition position, LineInterpreter interpreter, VisitorSecret secret)
            throws IOException {
        FileChannel channel = FileChannel.open(path);
        try {
            long start = windowStart(channel, position.offsetBytes());
            if (start > 0) readHeader(channel, interpreter);
            channel.position(start);
            var file = new TailedFile(channel, position, interpreter, secret);
            while (file.offsetBytes() < position.offsetBytes() && file.reader.next()) {
                if (!file.reader.isOverlong()) interpreter.pass(file.reader.line());
            }
            file.learnHead();
            return file;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Device and inode of what has this name now; "" where there are none. */
    static String keyOf(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return Objects.toString(key, "");
    }

    int readInto(LineBatch batch, SampledFaults faults, int maxEvents, int maxLines) throws IOException {
        int read = 0;
        boolean isAtEnd = false;
        while (!isAtEnd && read < maxLines && batch.size() < maxEvents) {
            isAtEnd = !reader.next();
            if (isAtEnd) continue;
            interpreter.read(reader, ++lines).addTo(batch, faults);
            read++;
        }
        isIdle = isAtEnd && read == 0;
        if (read > 0 && position().isIn(channel, secret)) {
            if (!head.isComplete()) head = FileFingerprint.of(channel, offsetBytes(), secret);
            intactBytes = offsetBytes();
            intactLines = lines;
        }
        return read;
    }

    void readUnendedInto(LineBatch batch, SampledFaults faults) {
        if (reader.nextUnended()) interpreter.readUnended(reader, ++lines).addTo(batch, faults);
    }

    /** False after a truncation. */
    boolean isIntact() throws IOException {
        boolean isIntact =
                channel.size() >= readerStart + reader.readBytes() && position().isIn(channel, secret);
        if (isIntact) learnHead();
        return isIntact;
    }

    /** Before anything is read, too: it may be truncated while Kafka is away. */
    private void learnHead() throws IOException {
        if (head.bytes() == 0) head = FileFingerprint.of(channel, channel.size(), secret);
    }

    /** True if a compressed file has its first line, or is so new that nothing of it can be read yet. */
    boolean beginsAs(Path packed) {
        try (InputStream text = new LogFile(packed, 0).text(Files.newInputStream(packed), new AtomicLong())) {
            text.skipNBytes(head.from());
            byte[] begin = text.readNBytes(head.bytes());
            return begin.length == 0 || (head.bytes() > 0 && head.matches(begin, secret));
        } catch (EOFException e) {
            return head.from() == 0;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    /** True once if nothing new was in it for ten minutes in which this was asked after each reading, and again after ten more. */
    boolean isQuiet(long nowNanos) {
        if (!isIdle || quietSinceNanos.isEmpty()) quietSinceNanos = OptionalLong.of(nowNanos);
        boolean isQuiet = nowNanos - quietSinceNanos.getAsLong() > QUIET_NANOS;
        if (isQuiet) quietSinceNanos = OptionalLong.empty();
        return isQuiet;
    }

    boolean isEmpty() {
        return head.bytes() == 0;
    }

    /** False if a line's beginning is left. */
    boolean isReadToItsEnd() throws IOException {
        return channel.size() == offsetBytes();
    }

    String fileKey() {
        return fileKey;
    }

    /** Without what was read when the file may have been truncated already. */
    FilePosition position() {
        return new FilePosition(fileKey, intactBytes, intactLines, head);
    }

    @Override
    public void close() {
        Unchecked.run("the log cannot be closed", channel::close);
    }

    /** Reads the names of columns, which stand at the file's beginning, when it is taken up far from there. */
    private static void readHeader(FileChannel channel, LineInterpreter interpreter) throws IOException {
        var head = new LineReader(Channels.newInputStream(channel));
        for (int i = 0; i < MAX_HEADER_LINES && head.next(); i++) interpreter.header(head.line());
    }

    private long offsetBytes() {
        return readerStart + reader.consumedBytes();
    }

    /** The start of the line that lies {@link LineCounts#WINDOW_LINES} before this offset, or of the file. */
    private static long windowStart(FileChannel channel, long offset) throws IOException {
        var block = ByteBuffer.allocate(BLOCK_BYTES);
        int lineEnds = 0;
        long blockEnd = offset;
        while (blockEnd > 0) {
            long blockStart = Math.max(0, blockEnd - BLOCK_BYTES);
            block.clear().limit((int) (blockEnd - blockStart));
            while (block.hasRemaining() && channel.read(block, blockStart + block.position()) > 0) {}
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n' && lineEnds++ == LineCounts.WINDOW_LINES) return blockStart + i + 1;
            }
            blockEnd = blockStart;
        }
        return 0;
    }
}
