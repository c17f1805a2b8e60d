package dev.footfall.aggregator.counting.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The keys of the days of sources in the store of the partition, which sort by day, then by source:
 *
 * <pre>
 * 01 day(4, big-endian, days since 1970) source
 * </pre>
 *
 * The other entries of that store have names in letters.
 */
public final class SourceDayKey {
    /** The first byte, which no name of another entry has. */
    static final byte PREFIX = 1;

    private static final int SOURCE_AT = 1 + Integer.BYTES;

    private SourceDayKey() {}

    public static byte[] ofDay(int epochDay) {
        return ByteBuffer.allocate(SOURCE_AT).put(PREFIX).putInt(epochDay).array();
    }

    public static boolean isOne(byte[] key) {
        return key.length > SOURCE_AT && key[0] == PREFIX;
    }

    public static int epochDayOf(byte[] key) {
        return ByteBuffer.wrap(key).getInt(1);
    }

    public static String sourceOf(byte[] key) {
        return new String(key, SOURCE_AT, key.length - SOURCE_AT, StandardCharsets.UTF_8);
    }
}
