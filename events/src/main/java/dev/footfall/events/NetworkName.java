package dev.footfall.events;

import java.nio.charset.StandardCharsets;

/**
 * The rule for the name of a published network, such as {@code github-actions}: 1 to 64 of {@code a-z 0-9 . _ -}. An address
 * is no name: numbers alone are none, however they are joined, and four numbers in a row are in none. A number is decimal,
 * or hexadecimal after {@code 0x}; an IPv6 address has a colon, which no name has.
 */
public final class NetworkName {
    static final int MAX_LENGTH = 64;
    public static final String RULE = "1 to 64 characters of a-z 0-9 . _ -, and not an address";

    private static final int NUMBERS_OF_AN_ADDRESS = 4;

    private NetworkName() {}

    public static boolean isValid(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return isValid(text, 0, text.length);
    }

    static boolean isValid(byte[] text, int from, int length) {
        if (length > MAX_LENGTH) return false;
        int end = from + length;
        boolean hasWord = false;
        int numbers = 0;
        for (int at = from; at < end; at++) {
            int start = at;
            while (at < end && isLetterOrDigit(text[at])) at++;
            if (at < end && !isJoint(text[at])) return false;
            if (at == start) continue;
            boolean isNumber = isNumber(text, start, at);
            numbers = isNumber ? numbers + 1 : 0;
            if (numbers == NUMBERS_OF_AN_ADDRESS) return false;
            hasWord |= !isNumber;
        }
        return hasWord;
    }

    private static boolean isNumber(byte[] text, int from, int to) {
        boolean isHex = to - from > 2 && text[from] == '0' && text[from + 1] == 'x';
        for (int at = isHex ? from + 2 : from; at < to; at++) {
            boolean isDigit = text[at] <= '9' || (isHex && text[at] <= 'f');
            if (!isDigit) return false;
        }
        return true;
    }

    private static boolean isLetterOrDigit(byte c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    private static boolean isJoint(byte c) {
        return c == '.' || c == '_' || c == '-';
    }
}
