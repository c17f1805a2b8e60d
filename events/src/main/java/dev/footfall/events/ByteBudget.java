package dev.footfall.events;

import java.io.IOException;
import java.io.InputStream;

/**
 * The memory that one input from outside may become: a body, a record or a line, while it is unpacked, decoded, parsed,
 * split and multiplied. Each step takes its bytes before it takes the memory. None are given back: a text that many results
 * share counts once for each of them, and so does what becomes garbage. Used by one thread.
 */
public final class ByteBudget {
    private static final int MOST_AT_ONCE = 1 << 30;

    /** From here on a character takes two bytes, and so do all others of its text. */
    private static final char FIRST_WIDE = 0x100;

    private final long most;
    private long left;

    public ByteBudget(long most) {
        this.most = most;
        this.left = most;
    }

    /** Fails, and takes nothing, where fewer are left; sums that overflow are more than there are. */
    public void take(long bytes) {
        if (bytes > left || bytes < 0) throw new ExceededException(most);
        left -= bytes;
    }

    /** The same for {@code count} pieces of so many bytes. */
    public void take(long count, long bytesEach) {
        if (count > 0 && bytesEach > left / count) throw new ExceededException(most);
        take(count * bytesEach);
    }

    /** Takes the characters of a text, which are yet to be copied. */
    public void takeText(CharSequence text) {
        int length = text.length();
        int at = 0;
        while (at < length && text.charAt(at) < FIRST_WIDE) at++;
        take(at < length ? 2L * length : length);
    }

    /** Takes the characters of a text in a buffer. */
    public void takeText(char[] buffer, int from, int length) {
        int at = from;
        while (at < from + length && buffer[at] < FIRST_WIDE) at++;
        take(at < from + length ? 2L * length : length);
    }

    public long left() {
        return left;
    }

    /** Reads a stream to its end, but no further than both its pieces and what they are put together to have room. */
    public byte[] readAll(InputStream input) throws IOException {
        byte[] bytes = input.readNBytes((int) Math.min(left / 2 + 1, MOST_AT_ONCE));
        take(2L * bytes.length);
        return bytes;
    }

    /** An input that would become too much; the message ends a sentence about it. */
    public static final class ExceededException extends RuntimeException {
        private static final long serialVersionUID = 1;

        ExceededException(long most) {
            super("takes more than " + (most >> 20) + " MiB of memory");
        }
    }
}
