package dev.footfall.aggregator.store;

import dev.footfall.aggregator.rollup.LogPosition;

/**
 * How far the log was read for what a store holds: an entry of its own in each store that is asked, written last by each
 * flush. Each store has a changelog of its own, and whoever follows one may be ahead of, or behind, another: the mark of
 * the very store says how far this one is. Who reads it before the data has data at least that new.
 */
public final class StoreMark {
    private static final int VERSION = 1;
    private static final byte[] KEY = {0};

    private StoreMark() {}

    /** Its key, before all others: no name begins with a zero byte. */
    public static StoreKey key() {
        return new StoreKey(KEY, 0);
    }

    /** The lower bound of all other keys. */
    public static byte[] behind() {
        return new byte[] {1};
    }

    /** The position as bytes. */
    public static byte[] encode(LogPosition position) {
        return new ValueWriter(VERSION)
                .number(position.nextOffset())
                .number(position.newestLogTimeMillis())
                .toByteArray();
    }

    /** The position that these bytes hold. */
    public static LogPosition decode(byte[] bytes) {
        var reader = new ValueReader(bytes, VERSION);
        return new LogPosition(reader.number(), reader.number());
    }
}
