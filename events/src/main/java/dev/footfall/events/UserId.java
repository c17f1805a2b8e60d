package dev.footfall.events;

import java.util.HexFormat;
import java.util.Optional;

/** A random id of a user, 16 bytes, written as {@code id:} and 32 hexadecimal digits, which no name is. */
public record UserId(long high, long low) {
    private static final String MARK = "id:";
    private static final int MARKED_LENGTH = MARK.length() + VisitorId.HASH_LENGTH;

    /** The id of these digits; empty if they are not 32 lower-case hexadecimal ones. */
    public static Optional<UserId> ofHex(String hex) {
        if (!VisitorId.isHash(hex)) return Optional.empty();
        return Optional.of(
                new UserId(HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32)));
    }

    /** The id in a text; empty if the text is a name. */
    public static Optional<UserId> ofUser(String user) {
        return hexOf(user).flatMap(UserId::ofHex);
    }

    /** True for a user's name, which is no id. */
    public static boolean isName(String user) {
        return VisitorId.isUser(user) && ofUser(user).isEmpty();
    }

    /** The 32 digits of the id in a text; empty if the text is a name. */
    static Optional<String> hexOf(String user) {
        if (user.length() != MARKED_LENGTH || !user.startsWith(MARK)) return Optional.empty();
        return Optional.of(user.substring(MARK.length())).filter(VisitorId::isHash);
    }

    public String hex() {
        HexFormat digits = HexFormat.of();
        return digits.toHexDigits(high) + digits.toHexDigits(low);
    }

    public String user() {
        return MARK + hex();
    }

    static boolean mayStand(byte[] text, int from, int length) {
        return length == MARKED_LENGTH && Text.isAscii(MARK, text, from, MARK.length());
    }

    /** {@link #user} of the id of these digits, in UTF-8; empty if they are not 32 lower-case hexadecimal ones. */
    static Optional<byte[]> marked(byte[] text, int from, int length) {
        if (!VisitorId.isHash(text, from, length)) return Optional.empty();
        byte[] marked = new byte[MARKED_LENGTH];
        for (int i = 0; i < MARK.length(); i++) marked[i] = (byte) MARK.charAt(i);
        System.arraycopy(text, from, marked, MARK.length(), length);
        return Optional.of(marked);
    }
}
