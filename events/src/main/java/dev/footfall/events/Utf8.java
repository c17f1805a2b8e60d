package dev.footfall.events;

import static dev.footfall.events.PlainJson.HIGH_BITS;
import static dev.footfall.events.PlainJson.LONGS;

/**
 * Bytes as <a href="https://www.rfc-editor.org/rfc/rfc3629">UTF-8</a>, in its one form. Jackson's reader also takes longer forms of a
 * character (c0 af for a slash), halves of pairs and what is beyond U+10FFFF, and so reads another text than others do.
 */
public final class Utf8 {
    /** The least character of as many bytes: a smaller one has a shorter form. */
    private static final int[] LEAST = {0, 0, 0x80, 0x800, 0x10000};

    private Utf8() {}

    /** The index of the first byte that is not part of a character, or −1. */
    public static int malformedAt(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (at + Long.BYTES <= to && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
                at += Long.BYTES;
            } else {
                int length = characterLength(bytes, at, to);
                if (length == 0) return at;
                at += length;
            }
        }
        return -1;
    }

    /** The bytes of the character that begins here, 0 if none does. */
    private static int characterLength(byte[] bytes, int at, int to) {
        int first = bytes[at];
        if (first >= 0) return 1;
        int length = Integer.numberOfLeadingZeros(~(first << 24));
        if (length < 2 || length > 4 || at + length > to) return 0;
        int character = first & (0x7F >> length);
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) return 0;
            character = (character << 6) | (bytes[at + i] & 0x3F);
        }
        boolean isHalf = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        boolean isOne = character >= LEAST[length] && character <= Character.MAX_CODE_POINT && !isHalf;
        return isOne ? length : 0;
    }
}
