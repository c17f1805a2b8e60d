package dev.footfall.bench;

import dev.footfall.rules.ExclusionReason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Events as two numbers each, whose order groups them by repository, day, kind and visitor, and in each group by time and
 * serial number. Equal entries are the same event twice.
 *
 * <pre>
 * first   rank(22) day(10) kind(4) visitor(28)
 * second  millisecond of the day(27) serial(36)
 * </pre>
 */
final class Entries {
    /** The heap that an entry takes at most, while they are sorted. */
    static final int BYTES = 48;

    static final int COUNTED = 0;

    private static final int VISITOR_BITS = 28;
    private static final int KIND_BITS = 4;
    private static final int ROW_SHIFT = VISITOR_BITS + KIND_BITS;
    private static final int DAY_BITS = 10;
    private static final int SERIAL_BITS = 36;

    private final List<Entry> entries = new ArrayList<>();

    private record Entry(long first, long second) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int order = Long.compare(first, other.first);
            return order == 0 ? Long.compare(second, other.second) : order;
        }
    }

    /** The kind of an event that is excluded for this reason. */
    static int kind(ExclusionReason reason) {
        return 1 + reason.number();
    }

    void add(int rank, int day, int kind, LoadEvent event) {
        long row = (long) rank << DAY_BITS | day;
        entries.add(new Entry(
                row << ROW_SHIFT | (long) kind << VISITOR_BITS | event.visitor(),
                event.timeMillis() % 86_400_000 << SERIAL_BITS | event.serial()));
    }

    void sort() {
        Collections.sort(entries);
    }

    void clear() {
        entries.clear();
    }

    int size() {
        return entries.size();
    }

    boolean isOfSameRow(int i, int j) {
        return first(i) >>> ROW_SHIFT == first(j) >>> ROW_SHIFT;
    }

    boolean isOfSameVisitor(int i, int j) {
        return first(i) == first(j);
    }

    boolean isSameEvent(int i, int j) {
        return entries.get(i).equals(entries.get(j));
    }

    int rank(int i) {
        return (int) (first(i) >>> (ROW_SHIFT + DAY_BITS));
    }

    int day(int i) {
        return (int) (first(i) >>> ROW_SHIFT) & ((1 << DAY_BITS) - 1);
    }

    int kind(int i) {
        return (int) (first(i) >>> VISITOR_BITS) & ((1 << KIND_BITS) - 1);
    }

    int visitor(int i) {
        return (int) first(i) & ((1 << VISITOR_BITS) - 1);
    }

    long millisOfDay(int i) {
        return entries.get(i).second >>> SERIAL_BITS;
    }

    long serial(int i) {
        return entries.get(i).second & ((1L << SERIAL_BITS) - 1);
    }

    private long first(int i) {
        return entries.get(i).first;
    }
}
