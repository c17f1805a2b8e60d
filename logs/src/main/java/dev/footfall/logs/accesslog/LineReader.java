package dev.footfall.logs.accesslog;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts bytes into lines, LF or CRLF. The last open one is kept, but of one over {@link #MAX_LINE_BYTES} nothing. Zeros at the
 * beginning are skipped: a log has them when it was truncated under a writer that keeps its place.
 */
final class LineReader {
    /** Servers bound a request's headers at some tens of KiB, and an escaped byte takes four. */
    static final int MAX_LINE_BYTES = 1 << 20;

    /** The byte order mark that some programs write at the beginning of a file. */
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final int BUFFER_BYTES = 256 * 1_024;

    private final InputStream input;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int start;
    private int scanned;
    private int end;
    private long consumedBytes;
    private boolean hasBegun;
    private long skippedBytes;
    private byte[] line = {};
    private boolean overlong;

    LineReader(InputStream input) {
        this.input = input;
    }

    /** False when the stream has no more of them for now. */
    boolean next() throws IOException {
        while (true) {
            while (!hasBegun && start < end && buffer[start] == 0) consume(start + 1);
            hasBegun |= start < end;
            scanned = lineEnd(buffer, scanned, end);
            if (scanned < end) {
                take(scanned);
                consume(scanned + 1);
                return true;
            }
            if (skippedBytes > 0 || end - start >= MAX_LINE_BYTES) {
                skippedBytes += end - start;
                start = end;
            }
            if (!fill()) return false;
        }
    }

    private static int lineEnd(byte[] buffer, int from, int end) {
        int at = from;
        while (at < end && buffer[at] != '\n') at++;
        return at;
    }

    /** The last line of a stream that has ended, without a line end: whether there is one. */
    boolean nextUnended() {
        if (start == end && skippedBytes == 0) return false;
        take(end);
        consume(end);
        return true;
    }

    byte[] line() {
        return line;
    }

    boolean isOverlong() {
        return overlong;
    }

    /** The end of the last line, from where a reader may begin again. */
    long consumedBytes() {
        return consumedBytes;
    }

    /** Bytes taken from the stream, with those of a line that has no end yet. */
    long readBytes() {
        return consumedBytes + skippedBytes + (end - start);
    }

    private void take(int lineEnd) {
        int textStart = consumedBytes == 0 && isMarked(lineEnd) ? start + MARK.length : start;
        int textEnd = lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        overlong = skippedBytes > 0;
        line = overlong ? new byte[0] : Arrays.copyOfRange(buffer, textStart, textEnd);
    }

    private boolean isMarked(int lineEnd) {
        int markEnd = start + MARK.length;
        return markEnd <= lineEnd && Arrays.equals(buffer, start, markEnd, MARK, 0, MARK.length);
    }

    private void consume(int to) {
        consumedBytes += skippedBytes + to - start;
        skippedBytes = 0;
        start = to;
        scanned = to;
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            scanned -= start;
            start = 0;
        }
        if (end == buffer.length) buffer = Arrays.copyOf(buffer, buffer.length * 2);
        int read = input.read(buffer, end, buffer.length - end);
        if (read > 0) end += read;
        return read > 0;
    }
}
