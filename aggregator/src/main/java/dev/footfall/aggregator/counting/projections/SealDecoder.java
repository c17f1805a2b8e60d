package dev.footfall.aggregator.counting.projections;

import java.io.IOException;

/** Decodes the records of {@code footfall.sealed-days.v1}: a mark, a projection's own record, or a day. */
public final class SealDecoder {
    private SealDecoder() {}

    /** Throws an IllegalStateException for a value that is none. */
    public static SealRecord decode(byte[] value) {
        try {
            JsonTree json = JsonTree.of(value);
            return SealMark.unseal(json).or(() -> Projections.ALL.unseal(json)).orElseGet(() -> SealedDay.unseal(json));
        } catch (IOException | RuntimeException e) { // whatever is wrong with it, it is no such record
            throw new IllegalStateException("a record of sealed days cannot be read: " + e, e);
        }
    }
}
