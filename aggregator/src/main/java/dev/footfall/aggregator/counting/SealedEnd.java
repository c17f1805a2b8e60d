package dev.footfall.aggregator.counting;

/** The section of a sealed day's row, last in its tail: the offset after the last record that the row has already. */
public final class SealedEnd {
    /** None: no value of a partition that is counted from the log alone has one. */
    public static final long NONE = 0;

    private static final int SECTION = 100;

    private SealedEnd() {}

    public static void write(long end, ValueWriter value) {
        if (end == NONE) return;
        value.number(SECTION).bytes(new ValueWriter().number(end).toByteArray());
    }

    public static long ofRow(byte[] row) {
        ValueReader reader = RowFormat.reader(row);
        RowFormat.read(reader);
        return of(reader);
    }

    public static long ofTotals(byte[] totals) {
        ValueReader reader = TotalsFormat.reader(totals);
        TotalsFormat.read(reader);
        return of(reader);
    }

    private static long of(ValueReader tail) {
        return Projections.section(tail, SECTION).map(ValueReader::number).orElse(NONE);
    }
}
