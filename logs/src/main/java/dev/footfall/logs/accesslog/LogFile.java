package dev.footfall.logs.accesslog;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.footfall.events.Unchecked;
import dev.footfall.ingest.GzipMembers;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** A log file, plain, gzip or zstd, in UTF-8 or UTF-16 by its first bytes; {@code sizeBytes} is that on disk, 0 for a pipe. */
record LogFile(Path path, long sizeBytes) {
    private static final int BUFFER_BYTES = 64 * 1_024;
    private static final int HEAD_BYTES = 8 * 1_024;
    private static final int MAGIC_BYTES = 4;
    private static final byte[] TAR = {'u', 's', 't', 'a', 'r'};
    private static final int TAR_AT = 257;
    private static final byte[] ZSTD = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};

    /** Fails if there is none, or no text at its beginning; the message names the file. */
    static LogFile check(Path path) {
        if (!Files.exists(path)) throw new IllegalArgumentException(path + ": no such file");
        if (Files.isDirectory(path)) throw new IllegalArgumentException(path + ": is a directory, not a log file");
        if (!Files.isReadable(path)) throw new IllegalArgumentException(path + ": cannot be read (permission denied)");
        if (!Files.isRegularFile(path)) return new LogFile(path, 0); // a pipe can be looked into only once
        try {
            new LogFile(path, 0)
                    .text(Files.newInputStream(path), new AtomicLong())
                    .close();
            return new LogFile(path, Files.size(path));
        } catch (IOException e) {
            throw new IllegalArgumentException(path + ": cannot be read: " + Unchecked.reason(e), e);
        }
    }

    /** {@code opened} is closed with it; {@code bytesRead}: those on disk. Fails, naming the file, if it is no text. */
    InputStream text(InputStream opened, AtomicLong bytesRead) throws IOException {
        InputStream file = new CountingInput(opened, bytesRead);
        try {
            InputStream raw = new BufferedInputStream(file, BUFFER_BYTES);
            raw.mark(MAGIC_BYTES);
            byte[] magic = raw.readNBytes(MAGIC_BYTES);
            raw.reset();
            InputStream text = unpacked(raw, magic);
            byte[] head = head(text);
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), text);
            if (Utf16.isMarked(head)) return Utf16.asUtf8(whole);
            requireText(head);
            return whole;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static InputStream unpacked(InputStream raw, byte[] magic) throws IOException {
        if (Arrays.equals(magic, ZSTD)) return new ZstdInputStreamNoFinalizer(raw);
        boolean isGzip = magic.length > 1 && magic[0] == 0x1F && magic[1] == (byte) 0x8B;
        return isGzip ? new GzipMembers(raw, BUFFER_BYTES) : raw;
    }

    /** The first bytes; of a cut gzip those that can be read, its fault is met again when the rest is. */
    private static byte[] head(InputStream text) {
        var head = new byte[HEAD_BYTES];
        int length = 0;
        try {
            int read = text.read(head, 0, head.length);
            while (read > 0) {
                length += read;
                read = text.read(head, length, head.length - length);
            }
        } catch (IOException e) {
            return Arrays.copyOf(head, length);
        }
        return Arrays.copyOf(head, length);
    }

    private void requireText(byte[] head) {
        String encoding = Utf16.unmarked(head);
        if (!encoding.isEmpty()) {
            throw new IllegalArgumentException(path + ": seems to be " + encoding
                    + ", and not by a byte order mark of UTF-16; convert it:" + " iconv -f " + encoding + " -t UTF-8");
        }
        if (isText(head)) return;
        throw new IllegalArgumentException(path + ": is a binary file, not a log (plain, gzip or zstd)");
    }

    /** Next to no control characters, which servers escape, but for runs of NUL, which stand where text is missing. */
    private static boolean isText(byte[] head) {
        int controls = 0;
        int zeros = 0;
        for (byte b : head) {
            boolean isControl = (b > 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') || b == 0x7F;
            if (isControl) controls++;
            if (b == 0) zeros++;
        }
        boolean isArchive = head.length > TAR_AT + TAR.length
                && Arrays.equals(head, TAR_AT, TAR_AT + TAR.length, TAR, 0, TAR.length);
        return !isArchive && controls * 20 <= head.length - zeros;
    }

    /** In UTF-16, which a file that grows cannot be read as from any place. */
    static boolean isUtf16(Path path) throws IOException {
        try (InputStream file = Files.newInputStream(path)) {
            return Utf16.isMarked(file.readNBytes(MAGIC_BYTES));
        }
    }

    private static final class CountingInput extends FilterInputStream {
        private final AtomicLong bytesRead;

        CountingInput(InputStream input, AtomicLong bytesRead) {
            super(input);
            this.bytesRead = bytesRead;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            if (read > 0) bytesRead.addAndGet(read);
            return read;
        }
    }
}
