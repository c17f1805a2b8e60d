package dev.footfall.aggregator.likes;

import java.nio.ByteBuffer;

/**
 * A user's last word on a repository.
 *
 * @param liked whether it is liked
 * @param timeMillis since when, milliseconds since 1970
 */
public record LikeValue(boolean liked, long timeMillis) {
    private static final byte VERSION = 1;
    private static final long MILLIS_PER_DAY = 86_400_000;

    /** The value of these bytes: version, liked, time. */
    public static LikeValue decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        checkVersion(in.get());
        return new LikeValue(in.get() == 1, in.getLong());
    }

    byte[] encode() {
        return ByteBuffer.allocate(2 + Long.BYTES)
                .put(VERSION)
                .put((byte) (liked ? 1 : 0))
                .putLong(timeMillis)
                .array();
    }

    /** The UTC day on which it was said, in days since 1970. */
    int epochDay() {
        return (int) Math.floorDiv(timeMillis, MILLIS_PER_DAY);
    }

    /** True if this holds against the other, whichever was heard first: the later, and of two at once the like. */
    boolean holdsAgainst(LikeValue other) {
        return timeMillis > other.timeMillis || (timeMillis == other.timeMillis && liked && !other.liked);
    }

    /** The number of likes that these bytes hold. */
    public static long decodeCount(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        checkVersion(in.get());
        return in.getLong();
    }

    static byte[] encodeCount(long likes) {
        return ByteBuffer.allocate(1 + Long.BYTES).put(VERSION).putLong(likes).array();
    }

    private static void checkVersion(byte version) {
        if (version != VERSION) throw new IllegalStateException("value of version " + version + ", not " + VERSION);
    }
}
