package dev.footfall.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Percent-decoding of a part of a URL, once (<a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.1">RFC 3986, 2.1</a>). */
public final class PercentDecoder {
    private static final int ESCAPE_LENGTH = 3;

    private PercentDecoder() {}

    /** The decoded text; empty when a {@code %} begins no escape, or the bytes are not UTF-8. */
    public static Optional<String> strict(String raw) {
        for (int at = raw.indexOf('%'); at >= 0; at = raw.indexOf('%', at + 1)) {
            if (octetAt(raw, at) < 0) return Optional.empty();
        }
        return lenient(raw);
    }

    /** The decoded text, with each {@code %} that begins no escape as it is; empty when the bytes are not UTF-8. */
    public static Optional<String> lenient(String raw) {
        if (raw.indexOf('%') < 0) return Optional.of(raw);
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets(raw)))
                    .toString());
        } catch (CharacterCodingException e) { // such as a slash in two bytes
            return Optional.empty();
        }
    }

    /** The decoded bytes, with the UTF-8 of each {@code %} that begins no escape, and of everything between escapes. */
    public static byte[] octets(String raw) {
        var octets = new ByteArrayOutputStream(raw.length());
        int at = 0;
        while (at < raw.length()) {
            int octet = octetAt(raw, at);
            if (octet >= 0) {
                octets.write(octet);
                at += ESCAPE_LENGTH;
            } else {
                int next = raw.indexOf('%', at + 1);
                int end = next < 0 ? raw.length() : next;
                octets.writeBytes(raw.substring(at, end).getBytes(StandardCharsets.UTF_8));
                at = end;
            }
        }
        return octets.toByteArray();
    }

    private static int octetAt(String raw, int at) {
        if (raw.charAt(at) != '%' || at + ESCAPE_LENGTH > raw.length()) return -1;
        char high = raw.charAt(at + 1);
        char low = raw.charAt(at + 2);
        if (!HexFormat.isHexDigit(high) || !HexFormat.isHexDigit(low)) return -1;
        return HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low);
    }
}
