package dev.footfall.aggregator.partition;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The key of a store's entry. Keys sort by repository, then by day:
 *
 * <pre>
 * repository   model/ns/name
 * row          repository 00 day(4, big-endian, days since 1970)
 * visitor-day  row level(1) prefix(8, only where level > 0) visitor (as in Observation)
 * </pre>
 */
public final class StoreKey {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FACTOR = 0x9e3779b97f4a7c15L;
    private static final int NO_WINDOW = 0;

    private final byte[] bytes;
    private final long windowMillis;
    private final int hash;

    private StoreKey(byte[] bytes, long windowMillis) {
        this.bytes = bytes;
        this.windowMillis = windowMillis;
        this.hash = hash(bytes);
    }

    /** Eight bytes at a time, because every event asks for some keys. */
    private static int hash(byte[] bytes) {
        long hash = bytes.length;
        int at = 0;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) hash = (hash ^ (long) LONGS.get(bytes, at)) * FACTOR;
        for (; at < bytes.length; at++) hash = (hash ^ bytes[at]) * FACTOR;
        return (int) (hash >>> Integer.SIZE);
    }

    /** The key of a repository's totals. */
    public static StoreKey ofRepository(byte[] repository) {
        return new StoreKey(repository, NO_WINDOW);
    }

    /** The key of a repository's UTC day, which is also a bound of a range of its days. */
    public static StoreKey ofRow(byte[] repository, int epochDay) {
        byte[] key = ByteBuffer.allocate(repository.length + 1 + Integer.BYTES)
                .put(repository)
                .put((byte) 0)
                .putInt(epochDay)
                .array();
        return new StoreKey(key, NO_WINDOW);
    }

    /** The key of a visitor's page; level 0 is the visitor-day itself. It lives in the window that starts there. */
    static StoreKey ofVisitor(StoreKey row, byte[] visitor, PagePlace place, long windowMillis) {
        int prefixLength = place.level() == 0 ? 0 : Long.BYTES;
        ByteBuffer key = ByteBuffer.allocate(row.bytes.length + 1 + prefixLength + visitor.length)
                .put(row.bytes)
                .put((byte) place.level());
        if (prefixLength > 0) key.putLong(place.prefix());
        return new StoreKey(key.put(visitor).array(), windowMillis);
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

    /** The key itself; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Start of the window that a visitor-day lives in, milliseconds since 1970; 0 for the stores without windows. */
    public long windowMillis() {
        return windowMillis;
    }

    /** The repository's part of a row's key. */
    public static byte[] repositoryOf(byte[] row) {
        return Arrays.copyOf(row, row.length - 1 - Integer.BYTES);
    }

    /** The day's part of a row's key, in days since 1970. */
    public static int epochDayOf(byte[] row) {
        return ByteBuffer.wrap(row).getInt(row.length - Integer.BYTES);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoreKey key && windowMillis == key.windowMillis && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
