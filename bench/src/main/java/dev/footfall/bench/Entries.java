package dev.footfall.bench;

import dev.footfall.rules.ExclusionReason;
import java.util.Arrays;

/**
 * Events as two numbers each, so that ten million fit into little memory and sorting groups them: by repository, day,
 * kind and visitor, and in each group by time and serial number. Equal entries are the same event twice.
 *
 * <pre>
 * first   rank(22) day(10) kind(4) visitor(28)
 * second  millisecond of the day(27) serial(36)
 * </pre>
 */
final class Entries {
    /** Bytes that an entry takes; twice that while the arrays grow. */
    static final int BYTES = 16;

    /** The kind of what may count. */
    static final int COUNTED = 0;

    private static final int VISITOR_BITS = 28;
    private static final int KIND_BITS = 4;
    private static final int ROW_SHIFT = VISITOR_BITS + KIND_BITS;
    private static final int DAY_BITS = 10;
    private static final int SERIAL_BITS = 36;

    private long[] firsts = new long[1 << 16];
    private long[] seconds = new long[1 << 16];
    private int size;

    /** The kind of what does not count for this reason. */
    static int kind(ExclusionReason reason) {
        return 1 + reason.number();
    }

    void add(int rank, int day, int kind, LoadEvent event) {
        if (size == firsts.length) {
            int larger = size + (size >> 1);
            firsts = Arrays.copyOf(firsts, larger);
            seconds = Arrays.copyOf(seconds, larger);
        }
        long row = (long) rank << DAY_BITS | day;
        firsts[size] = row << ROW_SHIFT | (long) kind << VISITOR_BITS | event.visitor();
        seconds[size] = event.timeMillis() % 86_400_000 << SERIAL_BITS | event.serial();
        size++;
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
        return (int) (firsts[i] >>> VISITOR_BITS) & ((1 << KIND_BITS) - 1);
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
