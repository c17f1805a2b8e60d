package dev.footfall.aggregator.counting.store;

import dev.footfall.aggregator.counts.RecentDownloads;
import dev.footfall.aggregator.counts.RepositoryTotals;
import java.util.Optional;

/** Totals as bytes: the counts, then the recent days, newest first. An unknown tail may follow. */
public final class TotalsFormat {
    private static final int VERSION = 1;

    private TotalsFormat() {}

    public static ValueWriter write(RepositoryTotals totals) {
        var writer = new ValueWriter(VERSION);
        RowFormat.writeCounts(totals.counts(), writer);
        RecentDownloads recent = totals.recent();
        writer.number(recent.newestDay()).number(recent.length());
        for (int back = 0; back < recent.length(); back++) writer.number(recent.daysBack(back));
        return writer;
    }

    public static RepositoryTotals decode(byte[] bytes) {
        return read(reader(bytes));
    }

    public static ValueReader reader(byte[] bytes) {
        return new ValueReader(bytes, VERSION);
    }

    public static RepositoryTotals read(ValueReader reader) {
        var counts = RowFormat.readCounts(reader);
        int newestDay = reader.integer();
        int[] newestFirst = new int[reader.integer()];
        for (int back = 0; back < newestFirst.length; back++) newestFirst[back] = reader.integer();
        return new RepositoryTotals(counts, RecentDownloads.of(newestDay, newestFirst));
    }

    /** The section of this number in the tail of a value. */
    static Optional<ValueReader> section(byte[] totals, int number) {
        ValueReader reader = reader(totals);
        read(reader);
        return reader.section(number);
    }
}
