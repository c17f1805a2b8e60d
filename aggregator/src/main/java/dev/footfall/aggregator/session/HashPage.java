package dev.footfall.aggregator.session;

import java.util.Arrays;

/**
 * Up to {@link #CAPACITY} hashes, ascending; or, once it was full, the sign that they are one level further down. Not
 * thread-safe.
 */
public final class HashPage {
    public static final int CAPACITY = 1_024;

    private static final int SMALLEST = 4;

    private long[] hashes;
    private int size;
    private boolean split;

    private HashPage(long[] hashes, boolean split) {
        this.hashes = hashes;
        this.size = hashes.length;
        this.split = split;
    }

    public static HashPage of(long... ascendingHashes) {
        return new HashPage(ascendingHashes.clone(), false);
    }

    public static HashPage ofSplit() {
        return new HashPage(new long[0], true);
    }

    public boolean isSplit() {
        return split;
    }

    /** Number of hashes that it holds itself. */
    public int size() {
        return size;
    }

    public long hash(int position) {
        return hashes[position];
    }

    /** Adds a hash to a page that is neither split nor full; false when it was there. */
    boolean add(long hash) {
        int position = Arrays.binarySearch(hashes, 0, size, hash);
        if (position >= 0) return false;
        int at = -position - 1;
        if (size == hashes.length) hashes = Arrays.copyOf(hashes, Math.max(SMALLEST, 2 * size));
        System.arraycopy(hashes, at, hashes, at + 1, size - at);
        hashes[at] = hash;
        size++;
        return true;
    }

    boolean contains(long hash) {
        return Arrays.binarySearch(hashes, 0, size, hash) >= 0;
    }

    /** Gives its hashes away, and is split from now on. */
    long[] split() {
        long[] all = Arrays.copyOf(hashes, size);
        hashes = new long[0];
        size = 0;
        split = true;
        return all;
    }
}
