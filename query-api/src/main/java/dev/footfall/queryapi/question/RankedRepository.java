package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.TrendingRow;

/**
 * A repository in a ranking as a caller sees it. Ordered as its row is.
 *
 * @param row its place and its numbers
 * @param isPrivate whether it was private when the node that has it found that the caller may see it
 */
public record RankedRepository(TrendingRow row, boolean isPrivate) implements Comparable<RankedRepository> {
    @Override
    public int compareTo(RankedRepository other) {
        return row.compareTo(other.row);
    }
}
