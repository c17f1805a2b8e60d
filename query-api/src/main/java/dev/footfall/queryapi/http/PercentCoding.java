package dev.footfall.queryapi.http;

import dev.footfall.web.PercentDecoder;

/**
 * Percent-decoding that never fails: a {@code %} without two hexadecimal digits stays as it is, and bytes that are not
 * UTF-8 make the whole a text that no name and no value is. So what was broken is refused where the result is read.
 */
final class PercentCoding {
    private static final String NO_TEXT = "\0";

    /** The character in place of bytes that the server could not read. */
    private static final char UNREADABLE = '\uFFFD';

    private PercentCoding() {}

    /** The text after decoding it once. */
    static String decode(String raw) {
        return raw.indexOf(UNREADABLE) >= 0
                ? NO_TEXT
                : PercentDecoder.lenient(raw).orElse(NO_TEXT);
    }
}
