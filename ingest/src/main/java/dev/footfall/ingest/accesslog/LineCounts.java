package dev.footfall.ingest.accesslog;

/**
 * The earlier occurrences of each line in a file, counted: exact while equal lines lie at most a million counted lines
 * apart, in bounded memory. Only lines that become events are counted, so that the million reaches further than the
 * file's.
 *
 * <p>Two generations of a million lines each: a line is looked for in the younger, then in the older one, and carried
 * over when found there; when the younger is full, the older is forgotten. A line is known by 64 bits of its keyed
 * hash: that two different lines of such a window share them has a chance of 10⁻¹³ per line, and nobody without the
 * secret can arrange it. At most 50 MiB; a short file takes little.
 */
final class LineCounts {
    /** The number of lines for which a line is remembered at least. */
    static final int WINDOW_LINES = 1_000_000;

    private final int windowLines;
    private Generation younger = new Generation();
    private Generation older = new Generation();
    private int linesOfYounger;

    LineCounts() {
        this(WINDOW_LINES);
    }

    LineCounts(int windowLines) {
        this.windowLines = windowLines;
    }

    /** Counts a line and returns the number of equal ones before it. */
    int countBefore(long lineHash) {
        if (linesOfYounger == windowLines) {
            older = younger;
            younger = new Generation();
            linesOfYounger = 0;
        }
        linesOfYounger++;
        long hash = lineHash == 0 ? 1 : lineHash; // 0 marks a free slot
        int before = Math.max(younger.count(hash), older.count(hash));
        younger.put(hash, before + 1);
        return before;
    }

    /** An open-addressed table from hash to count, at most two thirds full. */
    private static final class Generation {
        private long[] hashes = new long[1_024];
        private int[] counts = new int[1_024];
        private int size;

        int count(long hash) {
            return counts[slot(hash)];
        }

        void put(long hash, int count) {
            int slot = slot(hash);
            if (hashes[slot] == 0) size++;
            hashes[slot] = hash;
            counts[slot] = count;
            if (size * 3L > hashes.length * 2L) grow();
        }

        private int slot(long hash) {
            int mask = hashes.length - 1;
            int slot = (int) hash & mask;
            while (hashes[slot] != 0 && hashes[slot] != hash) slot = (slot + 1) & mask;
            return slot;
        }

        private void grow() {
            long[] oldHashes = hashes;
            int[] oldCounts = counts;
            hashes = new long[oldHashes.length * 2];
            counts = new int[hashes.length];
            for (int i = 0; i < oldHashes.length; i++) {
                if (oldHashes[i] == 0) continue;
                int slot = slot(oldHashes[i]);
                hashes[slot] = oldHashes[i];
                counts[slot] = oldCounts[i];
            }
        }
    }
}
