package dev.footfall.ingest.redaction;

import java.util.HexFormat;

/** A longest run of the characters of address literals: hexadecimal digits, dots and colons. */
record AddressRun(UnescapedText text, int from, int to) {
    static final long NO_QUAD = -1;

    private static final int LEAST_COLONS = 4;

    static boolean isPart(char c) {
        return HexFormat.isHexDigit(c) || c == '.' || c == ':';
    }

    /** Four dotted numbers anywhere, "::", or more colons than a time of day with a year before it has. */
    boolean looksLikeAddress() {
        if (looksLikeIpv6()) return true;
        for (int i = from; i < to; i++) {
            if (quadAt(i) != NO_QUAD) return true;
        }
        return false;
    }

    /** True if it is an address and cannot be a version: no letters around it, no product name before it. */
    boolean isAddressAlone() {
        if (isLetterOrDigit(from - 1) || isLetterOrDigit(to)) return false;
        if (looksLikeIpv6()) return true;
        boolean followsProduct = from > 1 && text.charAt(from - 1) == '/' && isLetterOrDigit(from - 2);
        int start = from;
        while (start < to && text.charAt(start) == '.') start++;
        long quad = quadAt(start);
        boolean isRoutable = quad != NO_QUAD && quad >>> 24 != 0;
        return isRoutable && !followsProduct && hasFourNumbers(start);
    }

    /** The IPv4 address whose four numbers start here, or {@link #NO_QUAD}; it may continue after them. */
    long quadAt(int start) {
        long quad = 0;
        int at = start;
        for (int part = 0; part < 4; part++) {
            int number = 0;
            int digits = 0;
            while (at < to && digits < 3 && Ipv6Literal.isDigit(text.charAt(at))) {
                int longer = number * 10 + (text.charAt(at) - '0');
                if (part == 3 && longer > 255) break; // digits that follow an address do not hide it
                number = longer;
                at++;
                digits++;
            }
            boolean isEnded = part == 3 || (at < to && text.charAt(at) == '.');
            if (digits == 0 || number > 255 || !isEnded) return NO_QUAD;
            at++;
            quad = quad << 8 | number;
        }
        return quad;
    }

    @Override
    public String toString() {
        return text.substring(from, to);
    }

    private boolean looksLikeIpv6() {
        int colons = 0;
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != ':') continue;
            colons++;
            if (i + 1 < to && text.charAt(i + 1) == ':') return true;
        }
        return colons >= LEAST_COLONS;
    }

    /** True if digits and three dots start here, and then nothing, a full stop or a port follows. */
    private boolean hasFourNumbers(int start) {
        int dots = 0;
        for (int i = start; i < to && text.charAt(i) != ':'; i++) {
            char c = text.charAt(i);
            boolean isInside = i + 1 < to && Ipv6Literal.isDigit(text.charAt(i + 1));
            if (c == '.' && isInside) dots++;
            if (c != '.' && !Ipv6Literal.isDigit(c)) return false;
        }
        return dots == 3;
    }

    private boolean isLetterOrDigit(int index) {
        return index >= 0 && index < text.length() && Character.isLetterOrDigit(text.charAt(index));
    }
}
