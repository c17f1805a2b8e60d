package dev.footfall.logs.logformat;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.footfall.logs.logformat.ParsedLine.Unreadable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * NUL bytes in a line. A disk that lost its power, or a log that was truncated under its writer, has a run of them where text
 * was: what stands at its ends are parts of two lines.
 */
final class NulBytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private NulBytes() {}

    static boolean isIn(byte[] line) {
        return indexIn(line) < line.length;
    }

    static Unreadable fault(byte[] line) {
        return Unreadable.at(indexIn(line), Unreadable.LINE, "a NUL byte: text is missing, or the log is in UTF-16");
    }

    /** Else the line's length. Looks at eight bytes at once, since this is done with every line. */
    private static int indexIn(byte[] line) {
        int at = 0;
        while (at + Long.BYTES <= line.length) {
            long eight = (long) LONGS.get(line, at);
            if (((eight - LOW_BITS) & ~eight & HIGH_BITS) != 0) break;
            at += Long.BYTES;
        }
        while (at < line.length && line[at] != 0) at++;
        return at;
    }
}
