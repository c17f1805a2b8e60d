package dev.footfall.events;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/**
 * A short ASCII text that is looked for at a place where it is expected: two comparisons of eight bytes, whatever its
 * length.
 */
final class FieldPattern {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);
    private static final int MOST = 2 * Long.BYTES;

    private final int length;
    private final long head;
    private final long headMask;
    private final int tailAt;
    private final long tail;

    /** Looks for this text of 1 to 16 characters. */
    FieldPattern(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length < 1 || bytes.length > MOST) throw new IllegalArgumentException("length of " + text);
        byte[] padded = new byte[MOST];
        System.arraycopy(bytes, 0, padded, 0, bytes.length);
        this.length = bytes.length;
        this.headMask = length >= Long.BYTES ? -1 : (1L << (length * Byte.SIZE)) - 1;
        this.head = (long) LONGS.get(padded, 0);
        this.tailAt = Math.max(0, length - Long.BYTES);
        this.tail = (long) LONGS.get(padded, tailAt);
    }

    int length() {
        return length;
    }

    /** True if it stands there; false, too, when fewer than eight bytes do. */
    boolean isAt(byte[] bytes, int at) {
        if (at + Math.max(length, Long.BYTES) > bytes.length) return false;
        return ((long) LONGS.get(bytes, at) & headMask) == head
                && (tailAt == 0 || (long) LONGS.get(bytes, at + tailAt) == tail);
    }
}
