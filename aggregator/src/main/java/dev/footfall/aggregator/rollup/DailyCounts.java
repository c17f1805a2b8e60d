package dev.footfall.aggregator.rollup;

/**
 * What a set of counted events amounts to. A commutative group under {@link #plus}: a merge of sessions takes
 * downloads back. Summed over whole days every number is ≥ 0 and {@code files ≥ downloads}; a delta may be negative.
 *
 * @param downloads sessions
 * @param authenticated sessions of signed-in users; the others are {@link #anonymous()}
 * @param files counted events
 * @param bytes body bytes sent by counted events; {@link Long#MAX_VALUE} stands for that and more
 */
public record DailyCounts(long downloads, long authenticated, long files, long bytes) {
    /** Nothing: the group's neutral element. */
    public static final DailyCounts ZERO = new DailyCounts(0, 0, 0, 0);

    /** Sessions of visitors who were not signed in. */
    public long anonymous() {
        return downloads - authenticated;
    }

    public DailyCounts plus(DailyCounts other) {
        return new DailyCounts(
                downloads + other.downloads,
                authenticated + other.authenticated,
                files + other.files,
                saturatedSum(bytes, other.bytes));
    }

    /** A publisher may claim any number of bytes; a sum that no long can hold stays at the largest. */
    static long saturatedSum(long a, long b) {
        long sum = a + b;
        boolean overflows = a > 0 && b > 0 && sum < 0;
        return overflows ? Long.MAX_VALUE : sum;
    }

    public DailyCounts negate() {
        return new DailyCounts(-downloads, -authenticated, -files, -bytes);
    }
}
