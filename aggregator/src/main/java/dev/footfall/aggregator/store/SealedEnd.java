package dev.footfall.aggregator.store;

/**
 * The section of a daily row that comes from a sealed day: the offset after the last record that the row has already. It
 * stands after the sections of all projections.
 */
public final class SealedEnd {
    /** None: no row of a partition that is counted from the log alone has one. */
    public static final long NONE = 0;

    /** No projection's. */
    private static final int SECTION = 100;

    private SealedEnd() {}

    /** Writes it as the last section of a row, unless there is none. */
    public static void write(long end, ValueWriter row) {
        if (end == NONE) return;
        row.number(SECTION).bytes(new ValueWriter().number(end).toByteArray());
    }

    /** The one in a row's value. */
    public static long of(byte[] row) {
        ValueReader reader = RowFormat.reader(row);
        RowFormat.read(reader);
        while (reader.hasMore()) {
            int section = reader.integer();
            ValueReader part = reader.part();
            if (section == SECTION) return part.number();
        }
        return NONE;
    }
}
