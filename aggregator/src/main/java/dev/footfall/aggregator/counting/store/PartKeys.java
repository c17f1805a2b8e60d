package dev.footfall.aggregator.counting.store;

import dev.footfall.aggregator.session.UtcDay;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The keys of a partition's store. Each part has a first byte of its own, so its entries are neighbours:
 *
 * <pre>
 * 00                                       the {@link CommitMark}
 * 01 log day(4, big-endian, days since 1970) key   visitor-days, which end by log day
 * 02 … 06 key                              daily rows, totals, user-days, partition, likes
 * </pre>
 */
public final class PartKeys {
    private static final byte[] MARK = {0};
    private static final int DAYS_AT = 1;

    private PartKeys() {}

    public static byte[] mark() {
        return MARK.clone();
    }

    public static byte[] of(String part, StoreKey key) {
        byte[] bytes = key.bytes();
        if (!part.equals(PartitionStores.VISITOR_DAYS)) return whole(part, bytes);
        return ByteBuffer.allocate(DAYS_AT + Integer.BYTES + bytes.length)
                .put(first(part))
                .putInt(epochDay(key.windowMillis()))
                .put(bytes)
                .array();
    }

    public static byte[] inPart(String part, StoreKey key) {
        return inPart(of(part, key));
    }

    public static byte[] inPart(byte[] whole) {
        return Arrays.copyOfRange(whole, 1, whole.length);
    }

    public static byte[] whole(String part, byte[] inPart) {
        byte[] whole = new byte[1 + inPart.length];
        whole[0] = first(part);
        System.arraycopy(inPart, 0, whole, 1, inPart.length);
        return whole;
    }

    public static boolean isIn(String part, byte[] whole) {
        return whole[0] == first(part);
    }

    public static byte[] firstOf(String part) {
        return new byte[] {first(part)};
    }

    public static byte[] lastOf(String part) {
        return new byte[] {(byte) (first(part) + 1)};
    }

    /** The upper bound of visitor-days whose window begins before this time. */
    public static byte[] visitorDaysBefore(long windowMillis) {
        return ByteBuffer.allocate(DAYS_AT + Integer.BYTES)
                .put(first(PartitionStores.VISITOR_DAYS))
                .putInt(epochDay(windowMillis))
                .array();
    }

    private static int epochDay(long windowMillis) {
        return Math.toIntExact(Math.floorDiv(windowMillis, UtcDay.MILLIS));
    }

    private static byte first(String part) {
        return switch (part) {
            case PartitionStores.VISITOR_DAYS -> 1;
            case PartitionStores.DAILY_ROWS -> 2;
            case PartitionStores.TOTALS -> 3;
            case PartitionStores.USER_DAYS -> 4;
            case PartitionStores.PARTITION -> 5;
            case PartitionStores.LIKES -> 6;
            default -> throw new IllegalArgumentException("no such part: " + part);
        };
    }
}
