package dev.footfall.aggregator.likes;

import dev.footfall.aggregator.likes.LikeValue.LikesOfDay;
import java.nio.ByteBuffer;

/** {@code timeMillis}: since when, milliseconds since 1970. */
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

    int epochDay() {
        return (int) Math.floorDiv(timeMillis, MILLIS_PER_DAY);
    }

    /** True if this holds against the other, whichever was heard first: the later, and of two at once the like. */
    boolean holdsAgainst(LikeValue other) {
        return timeMillis > other.timeMillis || (timeMillis == other.timeMillis && liked && !other.liked);
    }

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

    /** Users by the day of their latest change of a repository's like; the sum over days is the likes of today. */
    public record LikesOfDay(long won, long lost) {
        static final LikesOfDay NONE = new LikesOfDay(0, 0);

        LikesOfDay plus(boolean liked, int users) {
            return liked ? new LikesOfDay(won + users, lost) : new LikesOfDay(won, lost + users);
        }

        /** The value of these bytes: version, won, lost. */
        public static LikesOfDay decode(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            checkVersion(in.get());
            return new LikesOfDay(in.getLong(), in.getLong());
        }

        byte[] encode() {
            return ByteBuffer.allocate(1 + 2 * Long.BYTES)
                    .put(VERSION)
                    .putLong(won)
                    .putLong(lost)
                    .array();
        }
    }
}
