package dev.footfall.aggregator.counting.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys of the store of users' days, which sort by day, then by user, then by repository:
 *
 * <pre>
 * day(4) length(2) user repository       the hours of a user's day of a repository
 * </pre>
 *
 * Day (days since 1970) and the user's length in bytes are big-endian. So a user's repositories of a day stand together, and
 * no id is the beginning of another one's.
 */
public final class UserDayKey {
    private static final int LENGTH_AT = Integer.BYTES;

    private static final int USER_AT = LENGTH_AT + Short.BYTES;

    private UserDayKey() {}

    /** The key of a visitor-day: of a page of visitors, and of a user among them as in {@code Observation}. */
    public static StoreKey of(StoreKey page, byte[] visitor) {
        int idLength = visitor.length - 1;
        byte[] repository = page.bytes();
        int repositoryLength = StoreKey.repositoryLengthOfPage(repository);
        byte[] key = ByteBuffer.allocate(USER_AT + idLength + repositoryLength)
                .putInt(StoreKey.epochDayOfPage(repository))
                .putShort((short) idLength)
                .put(visitor, 1, idLength)
                .put(repository, 0, repositoryLength)
                .array();
        return new StoreKey(key, 0);
    }

    /** The beginning of all keys of a user's day, which is none itself. */
    public static byte[] ofUser(int epochDay, byte[] user) {
        return ByteBuffer.allocate(USER_AT + user.length)
                .putInt(epochDay)
                .putShort((short) user.length)
                .put(user)
                .array();
    }

    public static byte[] ofDay(int epochDay) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(epochDay).array();
    }

    /** Compares keys of any days by user, then by repository, then by day. */
    public static int compareWithinDays(byte[] one, byte[] other) {
        int byUser = Arrays.compareUnsigned(one, LENGTH_AT, one.length, other, LENGTH_AT, other.length);
        return byUser == 0 ? Arrays.compareUnsigned(one, other) : byUser;
    }

    public static int epochDayOf(byte[] key) {
        return ByteBuffer.wrap(key).getInt();
    }

    public static byte[] userOf(byte[] key) {
        return Arrays.copyOfRange(key, USER_AT, repositoryAt(key));
    }

    public static boolean isOf(byte[] user, byte[] key) {
        return Arrays.equals(user, 0, user.length, key, USER_AT, repositoryAt(key));
    }

    public static String repositoryOf(byte[] key) {
        int from = repositoryAt(key);
        return new String(key, from, key.length - from, StandardCharsets.US_ASCII);
    }

    public static int repositoryAt(byte[] key) {
        return USER_AT + Short.toUnsignedInt(ByteBuffer.wrap(key).getShort(LENGTH_AT));
    }
}
