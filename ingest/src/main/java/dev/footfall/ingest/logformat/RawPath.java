package dev.footfall.ingest.logformat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The raw form of a path that a server wrote decoded, so that it may be decoded once more. */
final class RawPath {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private RawPath() {}

    static String of(String decoded) {
        if (decoded.chars().allMatch(RawPath::isPlain)) return decoded;
        var raw = new StringBuilder(decoded.length() + 16);
        for (byte b : decoded.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) raw.append((char) b);
            else raw.append('%').append(HEX.toHexDigits(b));
        }
        return raw.toString();
    }

    private static boolean isPlain(int character) {
        return character > ' ' && character < 127 && character != '%' && character != '?';
    }
}
