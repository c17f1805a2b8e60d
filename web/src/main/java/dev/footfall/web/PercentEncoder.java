package dev.footfall.web;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Percent-encoding of what may not stand in a URL (<a href="https://www.rfc-editor.org/rfc/rfc3986#appendix-A">RFC 3986,
 * appendix A</a>), for a URL as a lenient client sent it that becomes a part of an answer.
 */
public final class PercentEncoder {
    private static final String ALLOWED = "-._~:/?#[]@!$&'()*+,;=";

    private PercentEncoder() {}

    /** Escapes stay as they are; a {@code %} that begins none becomes one. */
    public static String url(String raw) {
        byte[] octets = raw.getBytes(StandardCharsets.UTF_8);
        var url = new StringBuilder(octets.length);
        for (int at = 0; at < octets.length; at++) {
            char octet = (char) (octets[at] & 0xff);
            if (isAllowed(octet) || (octet == '%' && beginsEscape(octets, at))) url.append(octet);
            else url.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) octet));
        }
        return url.toString();
    }

    private static boolean isAllowed(char octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || ALLOWED.indexOf(octet) >= 0;
    }

    private static boolean beginsEscape(byte[] octets, int at) {
        return at + 2 < octets.length && HexFormat.isHexDigit(octets[at + 1]) && HexFormat.isHexDigit(octets[at + 2]);
    }
}
