package dev.footfall.aggregator.session;

/**
 * The events of one visitor-day that were counted, as 64-bit hashes in a tree of pages: a full page gives its hashes
 * to 16 pages below it, by their next four bits. A visitor of any number of files reads and writes one small page per
 * event, and hashes that were made to share their first bits cost only depth. Not thread-safe.
 */
final class SeenHashes {
    /** The most hashes that the first page holds: it is written with those of other visitors. */
    static final int FIRST_CAPACITY = 64;

    private static final int BITS_PER_LEVEL = 4;

    private final HashPage root;
    private final HashPages below;

    SeenHashes(HashPage root, HashPages below) {
        this.root = root;
        this.below = below;
    }

    /** Adds a hash; false when it was there. */
    boolean add(long hash) {
        HashPage page = root;
        int level = 0;
        while (page.isSplit() || page.size() == capacity(level)) {
            if (!page.isSplit()) {
                if (page.contains(hash)) return false;
                push(page, level);
            }
            level++;
            page = below.page(level, prefix(hash, level));
        }
        boolean isNew = page.add(hash);
        if (isNew && level > 0) below.changed(level, prefix(hash, level));
        return isNew;
    }

    private static int capacity(int level) {
        return level == 0 ? FIRST_CAPACITY : HashPage.CAPACITY;
    }

    private void push(HashPage full, int level) {
        long[] hashes = full.split();
        for (long hash : hashes) {
            below.page(level + 1, prefix(hash, level + 1)).add(hash);
            below.changed(level + 1, prefix(hash, level + 1));
        }
        if (level > 0) below.changed(level, prefix(hashes[0], level));
    }

    /** The bits by which a page of that level is found: four for each level, first bits first. */
    private static long prefix(long hash, int level) {
        return hash >>> (Long.SIZE - BITS_PER_LEVEL * level);
    }
}
