package dev.footfall.events;

/**
 * Walks over the plain part of JSON: flat values, ASCII strings without escapes, integers of up to 18 digits. Each step
 * answers whether it could be taken; one that could not leaves the rest to a real parser. Not thread-safe.
 */
final class JsonCursor {
    private static final int MOST_DIGITS = 18;

    /** By byte: whether it may stand in a plain string. */
    private static final boolean[] PLAIN = new boolean[256];

    static {
        for (int c = ' '; c < 0x7f; c++) PLAIN[c] = c != '"' && c != '\\';
    }

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
        skipSpace();
        if (at >= bytes.length || bytes[at] != wanted) return false;
        at++;
        return true;
    }

    /** Takes a string; its characters are {@link #length} from {@link #from}. */
    boolean string() {
        if (!take('"')) return false;
        int end = at;
        while (end < bytes.length && PLAIN[bytes[end] & 0xff]) end++;
        if (end == bytes.length || bytes[end] != '"') return false;
        from = at;
        length = end - at;
        at = end + 1;
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
        return takeWord("null");
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
