package dev.footfall.aggregator.counting;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Some of the visitors to one repository on one UTC day; or, once it was full, the sign that they are one level further
 * down ({@link HeapDays}). Not thread-safe.
 */
final class VisitorPage {
    /** The last level: a hash has no further bits. */
    static final int DEEPEST = Integer.SIZE / KeyProbe.BITS_PER_LEVEL;

    private static final int SMALLEST = 2;

    private int[] hashes;
    private byte[][] visitors;
    private HeapVisit[] days;
    private int size;
    private boolean split;

    VisitorPage() {
        this(SMALLEST);
    }

    /** A page with room for this many visitors. */
    VisitorPage(int room) {
        hashes = new int[room];
        visitors = new byte[room][];
        days = new HeapVisit[room];
    }

    /** A page whose visitors are one level further down. */
    static VisitorPage ofSplit() {
        var page = new VisitorPage(0);
        page.split = true;
        return page;
    }

    /** The hash of a visitor, by which it has its place; stores depend on it. */
    static int hash(byte[] visitor) {
        return StoreKey.hash(visitor, 0, visitor.length);
    }

    boolean isSplit() {
        return split;
    }

    int size() {
        return size;
    }

    /** The visitor at this position, from 0; not to be changed. */
    byte[] visitor(int position) {
        return visitors[position];
    }

    /** The hash of the visitor at this position. */
    int hash(int position) {
        return hashes[position];
    }

    /** The day of the visitor at this position. */
    HeapVisit day(int position) {
        return days[position];
    }

    /** The day of this visitor, if it is here. */
    @Nullable
    HeapVisit find(byte[] visitor, int hash) {
        for (int i = 0; i < size; i++) {
            if (hashes[i] == hash && Arrays.equals(visitors[i], visitor)) return days[i];
        }
        return null;
    }

    /** Adds a visitor who is not here. */
    void add(byte[] visitor, int hash, HeapVisit day) {
        if (size == hashes.length) resize(Math.max(SMALLEST, 2 * size));
        hashes[size] = hash;
        visitors[size] = visitor;
        days[size] = day;
        size++;
    }

    private void resize(int room) {
        hashes = Arrays.copyOf(hashes, room);
        visitors = Arrays.copyOf(visitors, room);
        days = Arrays.copyOf(days, room);
    }

    /** Gives its visitors away, as a page of their own, and is split from now on. */
    VisitorPage split() {
        var all = new VisitorPage(0);
        all.hashes = hashes;
        all.visitors = visitors;
        all.days = days;
        all.size = size;
        resize(0);
        size = 0;
        split = true;
        return all;
    }
}
