package dev.footfall.aggregator.counting;

/**
 * The section of a daily row that comes from a sealed day: the offset after the last record that the row has already. Totals
 * with sealed sources have one, too, for these. It stands after the sections of all projections.
 */
public final class SealedEnd {
    /** None: no value of a partition that is counted from the log alone has one. */
    public static final long NONE = 0;

    /** No projection's. */
    private static final int SECTION = 100;

    private SealedEnd() {}

    /** Writes it as the last section of a value, unless there is none. */
    public static void write(long end, ValueWriter value) {
        if (end == NONE) return;
        value.number(SECTION).bytes(new ValueWriter().number(end).toByteArray());
    }

    /** The one in a row's value. */
    public static long ofRow(byte[] row) {
        ValueReader reader = RowFormat.reader(row);
        RowFormat.read(reader);
        return of(reader);
    }

    /** The one in the value of totals. */
    public static long ofTotals(byte[] totals) {
        ValueReader reader = TotalsFormat.reader(totals);
        TotalsFormat.read(reader);
        return of(reader);
    }

    private static long of(ValueReader tail) {
        while (tail.hasMore()) {
            int section = tail.integer();
            ValueReader part = tail.part();
            if (section == SECTION) return part.number();
        }
        return NONE;
    }
}
