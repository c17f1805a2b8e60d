package dev.footfall.aggregator.counting.store;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A {@link StoreKey} that is looked up: written over the one before it, and copied only for an entry that is new, because
 * every event asks for two. Not thread-safe.
 */
public final class KeyProbe {
    /** The bits of hashes by which the visitors of one page are distinguished on the level below. */
    public static final int BITS_PER_LEVEL = 4;

    private static final int LONGEST = 2_048;

    private final ByteBuffer key = ByteBuffer.allocate(LONGEST);
    private long windowMillis;
    private int hash;

    public KeyProbe repository(byte[] repository, int length) {
        return start().put(repository, 0, length).end(0);
    }

    public KeyProbe row(byte[] repository, int epochDay) {
        start().put(repository, 0, repository.length).key.put((byte) 0).putInt(epochDay);
        return end(0);
    }

    public KeyProbe sourceDay(byte[] source, int epochDay) {
        start().key.put(SourceDayKey.PREFIX).putInt(epochDay);
        return put(source, 0, source.length).end(0);
    }

    public KeyProbe rowOf(StoreKey page) {
        int repositoryLength = StoreKey.repositoryLengthOfPage(page.bytes());
        return start().put(page.bytes(), 0, repositoryLength + 1 + Integer.BYTES)
                .end(0);
    }

    /** The key of the page of a day's visitors, at this level from 0 to 8, where a visitor of this hash belongs. */
    public KeyProbe visitors(StoreKey row, int level, int hash, long inWindowMillis) {
        start().put(row.bytes(), 0, row.bytes().length).key.put((byte) 0).put((byte) level);
        if (level > 0) key.putInt(hash >>> (Integer.SIZE - BITS_PER_LEVEL * level));
        return end(inWindowMillis);
    }

    /** The key of a further page of a visitor's hashes of that day, at this level from 1 to 16. */
    public KeyProbe hashes(StoreKey row, int level, long prefix, byte[] visitor, long inWindowMillis) {
        start().put(row.bytes(), 0, row.bytes().length).key.put((byte) level).putLong(prefix);
        return put(visitor, 0, visitor.length).end(inWindowMillis);
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
        hash = StoreKey.hash(key.array(), 0, key.position());
        return this;
    }

    int hash() {
        return hash;
    }

    boolean is(StoreKey other) {
        byte[] bytes = other.bytes();
        return hash == other.hashCode()
                && windowMillis == other.windowMillis()
                && Arrays.equals(bytes, 0, bytes.length, key.array(), 0, key.position());
    }

    public StoreKey toKey() {
        return new StoreKey(Arrays.copyOf(key.array(), key.position()), windowMillis, hash);
    }
}
