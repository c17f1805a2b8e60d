package dev.footfall.aggregator.likes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys of the store of likes. No name and no user has a zero byte, so a prefix that ends with one is of one
 * repository or user alone:
 *
 * <pre>
 * c repository          how many users like it
 * d repository 00 day(4, big-endian, days since 1970)   likes whose latest change is of that day: LikesOfDay
 * r repository 00 user  the user's latest like
 * t                     the tally of the records
 * u user 00 repository  a like, for the user's own list
 * </pre>
 */
public final class LikeKey {
    static final byte[] TALLY = {'t'};

    private LikeKey() {}

    public static byte[] ofCount(byte[] repository) {
        return join('c', repository);
    }

    public static byte[] ofDay(byte[] repository, int epochDay) {
        byte[] day = ByteBuffer.allocate(Integer.BYTES).putInt(epochDay).array();
        return join('d', repository, separator(), day);
    }

    public static int epochDayOf(byte[] key) {
        return ByteBuffer.wrap(key).getInt(key.length - Integer.BYTES);
    }

    public static byte[] counts() {
        return new byte[] {'c'};
    }

    public static byte[] of(byte[] repository, String user) {
        return join('r', repository, separator(), utf8(user));
    }

    public static byte[] ofRepository(byte[] repository) {
        return join('r', repository, separator());
    }

    static byte[] ofUser(String user, byte[] repository) {
        return join('u', utf8(user), separator(), repository);
    }

    public static byte[] ofUser(String user) {
        return join('u', utf8(user), separator());
    }

    public static String rest(byte[] key, byte[] prefix) {
        return new String(Arrays.copyOfRange(key, prefix.length, key.length), StandardCharsets.UTF_8);
    }

    private static byte[] separator() {
        return new byte[] {0};
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(char kind, byte[]... parts) {
        var key = new ByteArrayOutputStream(64);
        key.write(kind);
        for (byte[] part : parts) key.writeBytes(part);
        return key.toByteArray();
    }
}
