package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.TrendingRow;

/** Ordered as its row. {@code isPrivate}: it was when the node that has it found that the caller may see it. */
public record RankedRepository(TrendingRow row, boolean isPrivate) implements Comparable<RankedRepository> {
    @Override
    public int compareTo(RankedRepository other) {
        return row.compareTo(other.row);
    }
}
