package dev.footfall.events;

import java.nio.charset.StandardCharsets;

/**
 * The visitor of an event: the user when the request was authenticated, else a keyed hash of client address and
 * User-Agent. A user goes by name, or by a {@link UserId} in its place.
 *
 * @param value the user (1–256 characters), or 32 lower-case hexadecimal digits
 */
public record VisitorId(boolean authenticated, String value) {
    public static final int MAX_USER_LENGTH = 256;

    static final int HASH_LENGTH = 32;

    public VisitorId {
        if (authenticated ? !isUser(value) : !isHash(value)) {
            throw new IllegalArgumentException(authenticated ? "not a user id" : "not a visitor hash");
        }
    }

    public static VisitorId user(String id) {
        return new VisitorId(true, id);
    }

    public static VisitorId anonymous(String hash) {
        return new VisitorId(false, hash);
    }

    public static boolean isUser(String id) {
        return Text.isFilled(id, MAX_USER_LENGTH);
    }

    public static boolean isHash(String hash) {
        byte[] text = hash.getBytes(StandardCharsets.ISO_8859_1);
        return isHash(text, 0, text.length);
    }

    static boolean isHash(byte[] text, int from, int length) {
        if (length != HASH_LENGTH) return false;
        for (int i = from; i < from + length; i++) {
            if (!isDigit(text[i])) return false;
        }
        return true;
    }

    private static boolean isDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
