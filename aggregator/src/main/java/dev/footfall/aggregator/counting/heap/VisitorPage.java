package dev.footfall.aggregator.counting.heap;

import dev.footfall.aggregator.counting.store.KeyProbe;
import dev.footfall.aggregator.counting.store.StoreKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Some of the visitors to one repository on one UTC day; or, once it was full, the sign that they are one level further
 * down ({@link HeapDays}). Not thread-safe.
 */
final class VisitorPage {
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

    VisitorPage(int room) {
        hashes = new int[room];
        visitors = new byte[room][];
        days = new HeapVisit[room];
    }

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

    boolean hasClicks() {
        return size > 0 && days[0].hasClicks();
    }

    /** The visitor at this position, from 0; not to be changed. */
    byte[] visitor(int position) {
        return visitors[position];
    }

    int hash(int position) {
        return hashes[position];
    }

    HeapVisit day(int position) {
        return days[position];
    }

    @Nullable
    HeapVisit find(byte[] visitor, int hash) {
        for (int i = 0; i < size; i++) {
            if (hashes[i] == hash && Arrays.equals(visitors[i], visitor)) return days[i];
        }
        return null;
    }

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

    /** The number of visitors that makes a page full, by the size of the last flush ({@link HeapDays}). Not thread-safe. */
    static final class PageSize {
        static final int MOST = 64;

        /** The most visitors of a page where a flush writes little. */
        static final int FEW = 4;

        /** The records from one flush to the next from which it writes much. */
        private static final long MUCH_RECORDS = 5_000;

        private int visitors = MOST;

        void flushed(long records) {
            visitors = records < MUCH_RECORDS ? FEW : MOST;
        }

        boolean isFull(VisitorPage page) {
            return page.size() >= visitors;
        }
    }
}
