package dev.footfall.ingest.redaction;

/** Hexadecimal digits in escapes. */
final class Hex {
    private Hex() {}

    /** 0 to 9, a to f, A to F. */
    public static boolean isDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /** 0 to 255, of two digits. */
    public static int pair(char high, char low) {
        return Character.digit(high, 16) * 16 + Character.digit(low, 16);
    }
}
