package dev.footfall.aggregator.counting.store;

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
 * visitors     row 00 level(1) prefix(4, only where level > 0)
 * hashes       row level(1, above 00) prefix(8) visitor (as in Observation)
 * </pre>
 */
public sealed class StoreKey implements Comparable<StoreKey> permits WriteBehind.HeapEntry {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FACTOR = 0x9e3779b97f4a7c15L;
    private static final int NO_WINDOW = 0;

    private final byte[] bytes;
    private final long windowMillis;
    private final int hash;

    StoreKey(byte[] bytes, long windowMillis) {
        this(bytes, windowMillis, hash(bytes, 0, bytes.length));
    }

    StoreKey(byte[] bytes, long windowMillis, int hash) {
        this.bytes = bytes;
        this.windowMillis = windowMillis;
        this.hash = hash;
    }

    StoreKey(StoreKey same) {
        this.bytes = same.bytes;
        this.windowMillis = same.windowMillis;
        this.hash = same.hash;
    }

    /** The hash of a key's bytes, eight at a time, because every event asks for some keys. */
    public static int hash(byte[] bytes, int from, int to) {
        int length = to - from;
        long hash = length;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) hash = mixed(hash, (long) LONGS.get(bytes, at));
        long tail = 0;
        for (; at < to; at++) tail = tail << Byte.SIZE | (bytes[at] & 0xff);
        return (int) (mixed(hash, tail) >>> Integer.SIZE);
    }

    private static long mixed(long hash, long word) {
        long product = (hash ^ word) * FACTOR;
        return product ^ product >>> Integer.SIZE;
    }

    public static StoreKey ofRepository(byte[] repository) {
        return new StoreKey(repository, NO_WINDOW);
    }

    public static StoreKey ofRow(byte[] repository, int epochDay) {
        byte[] key = ByteBuffer.allocate(repository.length + 1 + Integer.BYTES)
                .put(repository)
                .put((byte) 0)
                .putInt(epochDay)
                .array();
        return new StoreKey(key, NO_WINDOW);
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Start of the window that a visitor-day lives in, milliseconds since 1970; 0 for the stores without windows. */
    public long windowMillis() {
        return windowMillis;
    }

    public static byte[] repositoryOf(byte[] row) {
        return Arrays.copyOf(row, repositoryLength(row));
    }

    public static int repositoryLength(byte[] row) {
        return row.length - 1 - Integer.BYTES;
    }

    public static int epochDayOf(byte[] row) {
        return ByteBuffer.wrap(row).getInt(row.length - Integer.BYTES);
    }

    public static int epochDayOfPage(byte[] page) {
        return ByteBuffer.wrap(page).getInt(repositoryLengthOfPage(page) + 1);
    }

    static int repositoryLengthOfPage(byte[] page) {
        int length = 0;
        while (page[length] != 0) length++; // no repository's name has a zero
        return length;
    }

    /** As the stores sort them: by their bytes, unsigned, and by window where those are the same. */
    @Override
    public int compareTo(StoreKey other) {
        int byBytes = Arrays.compareUnsigned(bytes, other.bytes);
        return byBytes == 0 ? Long.compare(windowMillis, other.windowMillis) : byBytes;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof StoreKey key && windowMillis == key.windowMillis && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public final int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
