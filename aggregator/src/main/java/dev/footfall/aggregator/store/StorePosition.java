package dev.footfall.aggregator.store;

import dev.footfall.aggregator.rollup.LogPosition;
import java.util.Arrays;

/**
 * The position up to which the log was read for what a store holds: an entry of its own in each store that is asked,
 * written last by each flush. Each store has a changelog of its own, which may be followed further than another, or not as
 * far; so each has its own position. Read before the data, it is a lower bound of how new they are.
 */
public final class StorePosition {
    private static final int VERSION = 1;
    private static final byte[] KEY = {0};

    private StorePosition() {}

    /** Its key, before all others: those that begin with a zero byte as well are longer. */
    public static StoreKey key() {
        return new StoreKey(KEY, 0);
    }

    /** The lower bound of all other keys, of stores whose keys begin with a name. */
    public static byte[] lowestOther() {
        return new byte[] {1};
    }

    /** The lower bound of all other keys, of any store. */
    public static byte[] next() {
        return Arrays.copyOf(KEY, KEY.length + 1);
    }

    /** The position as bytes. */
    public static byte[] encode(LogPosition position) {
        var writer = new ValueWriter(VERSION).number(position.nextOffset()).number(position.newestLogTimeMillis());
        if (position.sealedBefore() > 0) writer.number(position.sealedBefore());
        return writer.toByteArray();
    }

    /** The position that these bytes hold. */
    public static LogPosition decode(byte[] bytes) {
        var reader = new ValueReader(bytes, VERSION);
        return new LogPosition(reader.number(), reader.number(), reader.hasMore() ? reader.integer() : 0);
    }
}
