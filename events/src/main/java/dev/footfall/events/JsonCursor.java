package dev.footfall.events;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Walks over the plain part of JSON: flat values, ASCII strings without escapes, integers of up to 18 digits. Each step
 * answers whether it could be taken; one that could not leaves the rest to a real parser. Not thread-safe.
 */
final class JsonCursor {
    private static final int MOST_DIGITS = 18;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long SPACES = ONES * ' ';
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    private byte[] bytes = {};
    private int at;
    private int from;
    private int length;
    private long value;

    void start(byte[] text) {
        bytes = text;
        at = 0;
    }

    /** Takes white space and this character. */
    boolean take(char wanted) {
        if (at < bytes.length && bytes[at] == wanted) {
            at++;
            return true;
        }
        skipSpace();
        if (at >= bytes.length || bytes[at] != wanted) return false;
        at++;
        return true;
    }

    /** Takes a string; its characters are {@link #length} from {@link #from}. */
    boolean string() {
        if (!take('"')) return false;
        int end = endOfPlain(bytes, at);
        if (end == bytes.length || bytes[end] != '"') return false;
        from = at;
        length = end - at;
        at = end + 1;
        return true;
    }

    /** The first position from this one at which a byte may not stand in a plain string, eight at a time. */
    private static int endOfPlain(byte[] bytes, int from) {
        int end = from;
        for (; end + Long.BYTES <= bytes.length; end += Long.BYTES) {
            long odd = oddBytes((long) LONGS.get(bytes, end));
            if (odd != 0) return end + Long.numberOfTrailingZeros(odd) / Byte.SIZE;
        }
        while (end < bytes.length && oddBytes((bytes[end] & 0xff) | (SPACES << Byte.SIZE)) == 0) end++;
        return end;
    }

    /**
     * The high bit of the first byte, and perhaps of some behind it, that is a quote, a backslash, a control character or
     * none of ASCII (<a href="https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord">zero in word</a>).
     */
    private static long oddBytes(long word) {
        long quotes = word ^ QUOTES;
        long backslashes = word ^ BACKSLASHES;
        long found = ((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes) | ((word - SPACES) & ~word);
        return (found | word | (word + ONES)) & HIGH_BITS;
    }

    /** Takes a name that is expected here, and its colon; takes nothing if another one, or white space, is here. */
    boolean takeName(Needle nameAndColon) {
        if (at >= bytes.length || bytes[at] != '"' || !nameAndColon.isAt(bytes, at + 1)) return false;
        at += 1 + nameAndColon.length();
        return true;
    }

    /** Takes an integer ≥ 0 without a leading zero; it is {@link #value}. */
    boolean number() {
        skipSpace();
        int start = at;
        long number = 0;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') number = number * 10 + (bytes[at++] - '0');
        int digits = at - start;
        boolean isPlain = digits > 0 && digits <= MOST_DIGITS && (digits == 1 || bytes[start] != '0');
        value = number;
        return isPlain && (at == bytes.length || isBehindNumber(bytes[at]));
    }

    private static boolean isBehindNumber(byte c) {
        return c == ',' || c == '}' || isSpace(c);
    }

    boolean takeNull() {
        skipSpace();
        return at < bytes.length && bytes[at] == 'n' && takeWord("null");
    }

    /** Takes a string, an integer, true, false or null. */
    boolean skipFlatValue() {
        skipSpace();
        if (at >= bytes.length) return false;
        if (bytes[at] == '"') return string();
        return takeWord("null") || takeWord("true") || takeWord("false") || number();
    }

    private boolean takeWord(String word) {
        int end = at + word.length();
        if (end >= bytes.length || !isBehindNumber(bytes[end])) return false;
        for (int i = 0; i < word.length(); i++) {
            if (bytes[at + i] != word.charAt(i)) return false;
        }
        at = end;
        return true;
    }

    boolean isAtEnd() {
        skipSpace();
        return at == bytes.length;
    }

    private void skipSpace() {
        while (at < bytes.length && isSpace(bytes[at])) at++;
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int length() {
        return length;
    }

    long value() {
        return value;
    }
}
