package dev.footfall.queryapi.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-decoding (<a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.1">RFC 3986, 2.1</a>) that never fails: a
 * {@code %} without two hexadecimal digits stays as it is, and bytes that are not UTF-8 make the whole a text that no name
 * and no value is. So what was broken is refused where the result is read.
 */
final class PercentCoding {
    private static final String NO_TEXT = "\0";

    /** In place of bytes that the server could not read. */
    private static final char UNREADABLE = '\uFFFD';

    private PercentCoding() {}

    /** The text after decoding it once. */
    static String decode(String raw) {
        if (raw.indexOf(UNREADABLE) >= 0) return NO_TEXT;
        if (raw.indexOf('%') < 0) return raw;
        var bytes = new ByteArrayOutputStream(raw.length());
        int i = 0;
        while (i < raw.length()) {
            int octet = octetAt(raw, i);
            if (octet >= 0) {
                bytes.write(octet);
                i += 3;
            } else {
                int next = raw.offsetByCodePoints(i, 1);
                bytes.writeBytes(raw.substring(i, next).getBytes(StandardCharsets.UTF_8));
                i = next;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) { // such as a slash in two bytes
            return NO_TEXT;
        }
    }

    /** The byte that {@code %XX} at this place stands for, or a negative number where that is none. */
    private static int octetAt(String raw, int at) {
        if (raw.charAt(at) != '%' || at + 2 >= raw.length()) return -1;
        int high = Character.digit(raw.charAt(at + 1), 16);
        int low = Character.digit(raw.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
