package dev.footfall.aggregator.partition;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A {@link StoreKey} that is looked up: written over the one before it, and copied only for an entry that is new, because
 * every event asks for two. Not thread-safe.
 */
final class KeyProbe {
    private static final int LONGEST = 2_048;

    private final ByteBuffer key = ByteBuffer.allocate(LONGEST);
    private long windowMillis;
    private int hash;

    /** The key of a repository's totals. */
    KeyProbe repository(byte[] repository, int length) {
        return start().put(repository, 0, length).end(0);
    }

    /** The key of a repository's UTC day. */
    KeyProbe row(byte[] repository, int epochDay) {
        start().put(repository, 0, repository.length).key.put((byte) 0).putInt(epochDay);
        return end(0);
    }

    /** The key of the day that this visitor's page belongs to. */
    KeyProbe rowOf(StoreKey visitor) {
        int repositoryLength = StoreKey.repositoryLengthOfVisitor(visitor.bytes());
        return start().put(visitor.bytes(), 0, repositoryLength + 1 + Integer.BYTES)
                .end(0);
    }

    /** The key of a visitor's page of that day; level 0 is the visitor-day itself. */
    KeyProbe visitor(StoreKey row, byte[] visitor, PagePlace place, long inWindowMillis) {
        start().put(row.bytes(), 0, row.bytes().length).key.put((byte) place.level());
        if (place.level() > 0) key.putLong(place.prefix());
        return put(visitor, 0, visitor.length).end(inWindowMillis);
    }

    /**
     * Where a page of hashes stands.
     *
     * @param level 0 for the first, up to 16
     * @param prefix the bits that its hashes share
     */
    record PagePlace(int level, long prefix) {
        static final PagePlace FIRST = new PagePlace(0, 0);
    }

    private KeyProbe start() {
        key.clear();
        return this;
    }

    private KeyProbe put(byte[] bytes, int from, int length) {
        key.put(bytes, from, length);
        return this;
    }

    private KeyProbe end(long inWindowMillis) {
        windowMillis = inWindowMillis;
        hash = StoreKey.hash(key.array(), key.position());
        return this;
    }

    int hash() {
        return hash;
    }

    /** Whether this is the same key. */
    boolean is(StoreKey other) {
        byte[] bytes = other.bytes();
        return hash == other.hashCode()
                && windowMillis == other.windowMillis()
                && Arrays.equals(bytes, 0, bytes.length, key.array(), 0, key.position());
    }

    /** The key itself. */
    StoreKey toKey() {
        return new StoreKey(Arrays.copyOf(key.array(), key.position()), windowMillis);
    }
}
