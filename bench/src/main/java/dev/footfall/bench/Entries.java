package dev.footfall.bench;

import java.util.Arrays;

/**
 * Events as two numbers each, so that ten million fit into little memory and sorting groups them: by repository, day,
 * kind and visitor, and in each group by time and serial number. Equal entries are the same event twice.
 *
 * <pre>
 * first   rank(24) day(10) kind(2) visitor(28)
 * second  millisecond of the day(27) serial(36)
 * </pre>
 */
final class Entries {
    /** Bytes that an entry takes; twice that while the arrays grow. */
    static final int BYTES = 16;

    /** The kinds: what may count, and the reasons for which a request by itself does not. */
    static final int COUNTED = 0;

    static final int METHOD = 1;
    static final int STATUS = 2;
    static final int RANGE = 3;

    private static final int VISITOR_BITS = 28;
    private static final int ROW_SHIFT = VISITOR_BITS + 2;
    private static final int DAY_BITS = 10;
    private static final int SERIAL_BITS = 36;

    private long[] firsts = new long[1 << 16];
    private long[] seconds = new long[1 << 16];
    private int size;

    void add(int rank, int day, LoadEvent event) {
        if (size == firsts.length) {
            int larger = size + (size >> 1);
            firsts = Arrays.copyOf(firsts, larger);
            seconds = Arrays.copyOf(seconds, larger);
        }
        long row = (long) rank << DAY_BITS | day;
        firsts[size] = row << ROW_SHIFT | (long) kind(event) << VISITOR_BITS | event.visitor();
        seconds[size] = event.timeMillis() % 86_400_000 << SERIAL_BITS | event.serial();
        size++;
    }

    /** The kind of a request by itself, as the definitions have it. */
    private static int kind(LoadEvent event) {
        return switch (event.kind()) {
            case FILE, LFS, CLONE, FIRST_PART -> COUNTED;
            case PROBE -> METHOD;
            case MISSING -> STATUS;
            case LATER_PART -> RANGE;
        };
    }

    void sort() {
        PairSort.sort(firsts, seconds, size);
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    boolean isOfSameRow(int i, int j) {
        return firsts[i] >>> ROW_SHIFT == firsts[j] >>> ROW_SHIFT;
    }

    boolean isOfSameVisitor(int i, int j) {
        return firsts[i] == firsts[j];
    }

    boolean isSameEvent(int i, int j) {
        return firsts[i] == firsts[j] && seconds[i] == seconds[j];
    }

    int rank(int i) {
        return (int) (firsts[i] >>> (ROW_SHIFT + DAY_BITS));
    }

    int day(int i) {
        return (int) (firsts[i] >>> ROW_SHIFT) & ((1 << DAY_BITS) - 1);
    }

    int kind(int i) {
        return (int) (firsts[i] >>> VISITOR_BITS) & 3;
    }

    int visitor(int i) {
        return (int) firsts[i] & ((1 << VISITOR_BITS) - 1);
    }

    long millisOfDay(int i) {
        return seconds[i] >>> SERIAL_BITS;
    }

    long serial(int i) {
        return seconds[i] & ((1L << SERIAL_BITS) - 1);
    }
}
