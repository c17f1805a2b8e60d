package dev.footfall.aggregator.store;

import dev.footfall.aggregator.rollup.RecentDownloads;
import dev.footfall.aggregator.rollup.RepositoryTotals;

/** Totals as bytes: the counts, then the recent days, newest first. */
public final class TotalsFormat implements ValueFormat<RepositoryTotals> {
    private static final int VERSION = 1;
    private static final long OBJECT_BYTES = 112;

    @Override
    public RepositoryTotals absent() {
        return RepositoryTotals.ZERO;
    }

    @Override
    public byte[] encode(RepositoryTotals totals) {
        var writer = new ValueWriter(VERSION);
        RowFormat.writeCounts(totals.counts(), writer);
        RecentDownloads recent = totals.recent();
        writer.number(recent.newestDay()).number(recent.length());
        for (int back = 0; back < recent.length(); back++) writer.number(recent.daysBack(back));
        return writer.toByteArray();
    }

    @Override
    public RepositoryTotals decode(byte[] bytes) {
        var reader = new ValueReader(bytes, VERSION);
        var counts = RowFormat.readCounts(reader);
        int newestDay = reader.integer();
        int[] newestFirst = new int[reader.integer()];
        for (int back = 0; back < newestFirst.length; back++) newestFirst[back] = reader.integer();
        return new RepositoryTotals(counts, RecentDownloads.of(newestDay, newestFirst));
    }

    @Override
    public long weigh(RepositoryTotals totals) {
        return OBJECT_BYTES + (long) Integer.BYTES * totals.recent().length();
    }
}
