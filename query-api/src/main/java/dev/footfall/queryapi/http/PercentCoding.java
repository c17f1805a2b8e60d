package dev.footfall.queryapi.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Percent-decoding (<a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.1">RFC 3986, 2.1</a>) that never fails: a
 * {@code %} without two hexadecimal digits stays as it is, and bytes that are not UTF-8 become U+FFFD. Neither is
 * part of any valid name or value, so what was broken is refused where the result is read.
 */
final class PercentCoding {
    private PercentCoding() {}

    /** The text after decoding it once. */
    static String decode(String raw) {
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
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The byte that {@code %XX} at this place stands for, or a negative number where that is none. */
    private static int octetAt(String raw, int at) {
        if (raw.charAt(at) != '%' || at + 2 >= raw.length()) return -1;
        int high = Character.digit(raw.charAt(at + 1), 16);
        int low = Character.digit(raw.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
