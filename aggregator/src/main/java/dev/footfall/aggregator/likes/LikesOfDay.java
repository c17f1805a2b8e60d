package dev.footfall.aggregator.likes;

import java.nio.ByteBuffer;

/**
 * The users whose last word on a repository was said on one UTC day. A later word of a user takes the former one from its
 * day, so the days depend on the set of events alone, and all that were won are the likes of today.
 *
 * @param won those who like it
 * @param lost those who do not
 */
public record LikesOfDay(long won, long lost) {
    /** Nobody's. */
    static final LikesOfDay NONE = new LikesOfDay(0, 0);

    private static final byte VERSION = 1;

    LikesOfDay plus(boolean liked, int users) {
        return liked ? new LikesOfDay(won + users, lost) : new LikesOfDay(won, lost + users);
    }

    /** The value of these bytes: version, won, lost. */
    public static LikesOfDay decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version != VERSION) throw new IllegalStateException("value of version " + version + ", not " + VERSION);
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
