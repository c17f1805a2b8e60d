package dev.footfall.ingest.redaction;

import java.util.Arrays;
import java.util.Optional;

/**
 * The reading of an IPv6 literal (<a href="https://www.rfc-editor.org/rfc/rfc4291#section-2.2">RFC 4291, 2.2</a>) in one pass, as {@code
 * InetAddress} reads it, but without an exception for each text that is none. Used once.
 */
final class Ipv6Literal {
    private static final int BYTES = 16;
    private static final int MAPPED = 12;
    private static final int LONGEST_QUAD = 15;
    private static final int NONE = -1;

    private final CharSequence text;
    private final int to;
    private final byte[] bytes = new byte[BYTES];
    private int length;
    private int gap = NONE;

    private Ipv6Literal(CharSequence text, int to) {
        this.text = text;
        this.to = to;
    }

    /** Its 16 bytes, 4 if it is an IPv4 address mapped into IPv6. */
    static Optional<byte[]> bytes(CharSequence text, int from, int to) {
        boolean isShort = to - from < 2;
        boolean isCut = !isShort && text.charAt(from) == ':' && text.charAt(from + 1) != ':';
        if (isShort || isCut) return Optional.empty();
        var literal = new Ipv6Literal(text, to);
        boolean isRead = literal.read(text.charAt(from) == ':' ? from + 1 : from);
        return isRead && literal.spread() ? Optional.of(literal.plain()) : Optional.empty();
    }

    private boolean read(int from) {
        int start = from;
        int group = 0;
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            int digit = Character.digit(c, 16);
            if (c < 0x80 && digit >= 0) {
                group = group << 4 | digit;
                if (group > 0xFFFF) return false;
            } else if (c == ':') {
                boolean isEmpty = at == start;
                if (isEmpty ? !open(at) : at + 1 == to || !add(group)) return false;
                start = at + 1;
                group = 0;
            } else {
                return c == '.' && length + 4 <= BYTES && addQuad(start);
            }
        }
        return start == to || add(group);
    }

    /** The place of the groups that "::" leaves out; there may be one. */
    private boolean open(int at) {
        if (gap != NONE) return false;
        gap = length;
        return at < to;
    }

    private boolean add(int group) {
        if (length + 2 > BYTES) return false;
        bytes[length++] = (byte) (group >> 8);
        bytes[length++] = (byte) group;
        return true;
    }

    private boolean addQuad(int from) {
        if (to - from > LONGEST_QUAD) return false;
        int number = 0;
        int digits = 0;
        int parts = 0;
        for (int at = from; at <= to; at++) {
            char c = at == to ? '.' : text.charAt(at);
            if (c == '.') {
                if (digits == 0 || number > 255 || ++parts > 4) return false;
                bytes[length++] = (byte) number;
                number = 0;
                digits = 0;
            } else {
                if (!isDigit(c)) return false;
                number = number * 10 + (c - '0');
                digits++;
            }
        }
        return parts == 4;
    }

    /** Moves what is after the gap to the end; false if the groups are too few, or too many for a gap. */
    private boolean spread() {
        if (gap == NONE) return length == BYTES;
        if (length == BYTES) return false;
        int moved = length - gap;
        System.arraycopy(bytes, gap, bytes, BYTES - moved, moved);
        Arrays.fill(bytes, gap, BYTES - moved, (byte) 0);
        return true;
    }

    private byte[] plain() {
        for (int i = 0; i < MAPPED - 2; i++) {
            if (bytes[i] != 0) return bytes;
        }
        boolean isMapped = bytes[MAPPED - 2] == (byte) 0xFF && bytes[MAPPED - 1] == (byte) 0xFF;
        return isMapped ? Arrays.copyOfRange(bytes, MAPPED, BYTES) : bytes;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
