package dev.footfall.aggregator.counts;

/**
 * The sums over a set of counted events, or the difference of two such: a merge of sessions takes downloads back.
 * Under {@link #plus} a commutative monoid as long as all bytes are ≥ 0, which those of every delta are, because the
 * bytes of a day only grow: deltas come to the same sum in any order. No group, because bytes saturate: {@link #negate}
 * takes back only what was added without saturating. Summed over whole days every number is ≥ 0 and
 * {@code files ≥ downloads}.
 *
 * @param downloads sessions
 * @param authenticated sessions of signed-in users; the others are {@link #anonymous()}
 * @param files counted events
 * @param bytes body bytes sent by counted events; at most {@link Long#MAX_VALUE}
 * @param git sessions that began by git; none where clients are not counted
 * @param lfs sessions that began by LFS; the others began by {@link #http()}
 */
public record DailyCounts(long downloads, long authenticated, long files, long bytes, long git, long lfs) {
    public static final DailyCounts ZERO = new DailyCounts(0, 0, 0, 0);

    /** Counts of sessions that all began by plain HTTP. */
    public DailyCounts(long downloads, long authenticated, long files, long bytes) {
        this(downloads, authenticated, files, bytes, 0, 0);
    }

    public long http() {
        return downloads - git - lfs;
    }

    public long anonymous() {
        return downloads - authenticated;
    }

    public DailyCounts plus(DailyCounts other) {
        return new DailyCounts(
                downloads + other.downloads,
                authenticated + other.authenticated,
                files + other.files,
                saturatedSum(bytes, other.bytes),
                git + other.git,
                lfs + other.lfs);
    }

    /** A publisher may claim any number of bytes; a sum that no long can hold stays at the largest. */
    public static long saturatedSum(long a, long b) {
        return a > 0 && b > 0 && a + b < 0 ? Long.MAX_VALUE : a + b;
    }

    /** The counts that take these back from a sum whose bytes have not saturated. */
    public DailyCounts negate() {
        return new DailyCounts(-downloads, -authenticated, -files, -bytes, -git, -lfs);
    }
}
