package dev.footfall.events;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Steps over plain JSON: flat values, ASCII strings without escapes, integers of up to 18 digits. Each step takes a
 * position and gives the next one, or {@link #NONE} where only a real parser knows on. Nothing is kept in fields.
 */
public final class PlainJson {
    static final int NONE = -1;

    private static final int MOST_DIGITS = 18;

    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);
    static final long ONES = 0x0101010101010101L;
    static final long HIGH_BITS = ONES << 7;
    private static final long SECOND_BITS = ONES << 1;
    private static final long SPACES = ONES * ' ';
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long LINE_ENDS = ONES * '\n';

    private PlainJson() {}

    /** The position after optional white space and this character. */
    static int after(byte[] json, int at, char wanted) {
        if (at < json.length && json[at] == wanted) return at + 1;
        int next = afterSpace(json, at);
        return next < json.length && json[next] == wanted ? next + 1 : NONE;
    }

    public static int afterSpace(byte[] json, int at) {
        int next = at;
        while (next < json.length && isSpace(json[next])) next++;
        return next;
    }

    /** The index of the next line feed, or the text's length. */
    public static int endOfLine(byte[] text, int from) {
        int at = from;
        for (; at + Long.BYTES <= text.length; at += Long.BYTES) {
            long others = (long) LONGS.get(text, at) ^ LINE_ENDS;
            long found = (others - ONES) & ~others & HIGH_BITS;
            if (found != 0) return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
        }
        while (at < text.length && text[at] != '\n') at++;
        return at;
    }

    /** The index of the quote that ends the string whose first character would stand here. */
    static int endOfString(byte[] json, int from) {
        int end = from;
        for (; end + Long.BYTES <= json.length; end += Long.BYTES) {
            long odd = oddBytes((long) LONGS.get(json, end));
            if (odd != 0) return quoteAt(json, end + Long.numberOfTrailingZeros(odd) / Byte.SIZE);
        }
        while (end < json.length && oddBytes((json[end] & 0xff) | (SPACES << Byte.SIZE)) == 0) end++;
        return quoteAt(json, end);
    }

    private static int quoteAt(byte[] json, int at) {
        return at < json.length && json[at] == '"' ? at : NONE;
    }

    /**
     * The high bit of the first byte, and perhaps of some after it, that is a quote, a backslash, a control character,
     * DEL among them, or none of ASCII. One subtraction finds all that are less than a number
     * (<a href="https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord">less in word</a>): with the second bit
     * turned over, a quote is next to the control characters.
     */
    private static long oddBytes(long word) {
        long quotesAndControls = (word ^ SECOND_BITS) - (QUOTES - ONES);
        long backslashes = (word ^ BACKSLASHES) - ONES;
        return (quotesAndControls | backslashes | word | (word + ONES)) & HIGH_BITS;
    }

    static byte[] withoutSpace(byte[] json, int from, int to) {
        byte[] tight = new byte[to - from];
        int length = 0;
        boolean isText = false;
        for (int at = from; at < to; at++) {
            if (json[at] == '"') isText = !isText;
            if (isText || !isSpace(json[at])) tight[length++] = json[at];
        }
        return Arrays.copyOf(tight, length);
    }

    /** The position after an integer ≥ 0 without a leading zero; {@link #number} has its value. */
    static int afterNumber(byte[] json, int from) {
        int at = from;
        while (at < json.length && isDigit(json[at])) at++;
        int digits = at - from;
        boolean isPlain = digits > 0 && digits <= MOST_DIGITS && (digits == 1 || json[from] != '0');
        return isPlain && (at == json.length || endsValue(json[at])) ? at : NONE;
    }

    static long number(byte[] json, int from, int to) {
        long number = 0;
        for (int at = from; at < to; at++) number = number * 10 + (json[at] - '0');
        return number;
    }

    /** The position after a string, an integer, true, false or null. */
    static int afterFlatValue(byte[] json, int at) {
        if (json[at] == '"') {
            int end = endOfString(json, at + 1);
            return end == NONE ? NONE : end + 1;
        }
        return switch (json[at]) {
            case 'n' -> afterWord(json, at, "null");
            case 't' -> afterWord(json, at, "true");
            case 'f' -> afterWord(json, at, "false");
            default -> afterNumber(json, at);
        };
    }

    static int afterWord(byte[] json, int at, String word) {
        int end = at + word.length();
        boolean isWord = end < json.length && endsValue(json[end]) && Text.isAscii(word, json, at, word.length());
        return isWord ? end : NONE;
    }

    private static boolean endsValue(byte c) {
        return c == ',' || c == '}' || isSpace(c);
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
