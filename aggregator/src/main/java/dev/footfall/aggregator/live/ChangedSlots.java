package dev.footfall.aggregator.live;

/** The latest changed slots, numbered from 0; a reader of an older version looks at every slot. Not thread-safe. */
final class ChangedSlots {
    private final int[] slots;
    private final long[] starts;
    private long end;

    ChangedSlots() {
        this(1 << 16, 1 << 10);
    }

    /** One that keeps so many changes and versions, each a power of two. */
    ChangedSlots(int changes, int versions) {
        this.slots = new int[changes];
        this.starts = new long[versions];
    }

    void add(int slot) {
        slots[(int) end++ & slots.length - 1] = slot;
    }

    /** Begins a version, the one after the last that was begun; the first of all is 0. */
    void begin(int version) {
        starts[version & starts.length - 1] = end;
    }

    /** The number of the first change of a version; -1 if it is no longer known. */
    long startOf(int version, int newest) {
        long start = newest - version < starts.length ? starts[version & starts.length - 1] : -1;
        return start >= 0 && has(start) ? start : -1;
    }

    boolean has(long change) {
        return end - change <= slots.length;
    }

    int slot(long change) {
        return slots[(int) change & slots.length - 1];
    }

    long end() {
        return end;
    }
}
