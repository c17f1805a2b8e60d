package dev.footfall.aggregator.session;

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

    static long of(String id, long timeMillis) {
        long hash = fold(timeMillis ^ SEED, FOLD);
        int length = id.length();
        int at = 0;
        for (; at + 4 <= length; at += 4) hash = fold(hash ^ chars(id, at, at + 4), FOLD);
        return fold(hash ^ chars(id, at, length) ^ ((long) length << 48), LAST);
    }

    private static long chars(String text, int from, int to) {
        long packed = 0;
        for (int i = from; i < to; i++) packed = packed << 16 | text.charAt(i);
        return packed;
    }

    private static long fold(long a, long b) {
        return Math.multiplyHigh(a, b) ^ (a * b);
    }
}
