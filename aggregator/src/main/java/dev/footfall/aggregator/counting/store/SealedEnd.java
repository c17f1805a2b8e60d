package dev.footfall.aggregator.counting.store;

import java.util.Optional;

/** The section of a sealed day's row, last in its tail: the offset after the last record that the row has already. */
public final class SealedEnd {
    /** None: no value of a partition that is counted from the log alone has one. */
    public static final long NONE = 0;

    private static final int SECTION = 100;

    private SealedEnd() {}

    public static void write(long end, ValueWriter value) {
        if (end == NONE) return;
        value.section(SECTION, new ValueWriter().number(end));
    }

    public static long ofRow(byte[] row) {
        return of(RowFormat.section(row, SECTION));
    }

    public static long ofTotals(byte[] totals) {
        return of(TotalsFormat.section(totals, SECTION));
    }

    private static long of(Optional<ValueReader> section) {
        return section.map(ValueReader::number).orElse(NONE);
    }
}
