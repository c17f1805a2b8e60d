package dev.footfall.events;

import static dev.footfall.events.PlainJson.LONGS;

/**
 * A 64-bit hash of an event's identity. Equal events have equal fingerprints; different ones of one visitor, repository
 * and day share one with probability 2⁻⁶⁴ a pair. It is not keyed: a publisher who makes ids collide takes nothing but
 * its own visitor's files out of the count. The mixing is the multiply-fold of
 * <a href="https://github.com/wangyi-fudan/wyhash">wyhash</a>.
 */
final class Fingerprint {
    private static final long SEED = 0xa0761d6478bd642fL;
    private static final long FOLD = 0xe7037ed1a0b428dbL;
    private static final long LAST = 0x8ebc6af09c88c6e3L;

    private Fingerprint() {}

    static long of(byte[] id, int from, int length, long timeMillis) {
        long hash = fold(timeMillis ^ SEED, FOLD);
        int at = from;
        int end = from + length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) hash = fold(hash ^ (long) LONGS.get(id, at), FOLD);
        long tail = length;
        for (; at < end; at++) tail = tail << 8 | (id[at] & 0xff);
        return fold(hash ^ tail, LAST);
    }

    private static long fold(long a, long b) {
        return Math.multiplyHigh(a, b) ^ (a * b);
    }
}
