package dev.footfall.logs.accesslog;

/**
 * The earlier occurrences of each line in a file, counted: exact while equal lines lie at most a million counted lines
 * apart, which are those that become events. Two generations of a million lines each: a line is looked for in the
 * younger, then in the older one, and carried over; when the younger is full, the older is forgotten. A line is known by
 * 64 bits of its keyed hash, shared by two lines with a chance of 10⁻¹³ per line. At most 64 MiB.
 */
final class LineCounts {
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

    int countBefore(long lineHash) {
        if (linesOfYounger == windowLines) {
            older = younger;
            younger = new Generation();
            linesOfYounger = 0;
        }
        linesOfYounger++;
        long hash = lineHash == 0 ? 1 : lineHash; // 0 marks a free slot
        return younger.count(hash, older.count(hash));
    }

    /** An open-addressed table from hash to count, at most two thirds full; the two lie side by side. */
    private static final class Generation {
        private long[] slots = new long[2 * 1_024];
        private int size;

        int count(long hash) {
            return size == 0 ? 0 : (int) slots[slot(hash) + 1];
        }

        int count(long hash, int least) {
            int slot = slot(hash);
            int before = Math.max((int) slots[slot + 1], least);
            if (slots[slot] == 0) size++;
            slots[slot] = hash;
            slots[slot + 1] = before + 1L;
            if (size * 3L > slots.length) grow();
            return before;
        }

        private int slot(long hash) {
            int mask = slots.length - 1;
            int slot = (int) hash << 1 & mask;
            while (slots[slot] != 0 && slots[slot] != hash) slot = slot + 2 & mask;
            return slot;
        }

        private void grow() {
            long[] old = slots;
            slots = new long[old.length * 2];
            for (int i = 0; i < old.length; i += 2) {
                if (old[i] == 0) continue;
                int slot = slot(old[i]);
                slots[slot] = old[i];
                slots[slot + 1] = old[i + 1];
            }
        }
    }
}
