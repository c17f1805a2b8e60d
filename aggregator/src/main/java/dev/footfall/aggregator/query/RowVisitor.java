package dev.footfall.aggregator.query;

import dev.footfall.aggregator.session.DailyRow;

/** Is shown daily rows, one by one. */
@FunctionalInterface
public interface RowVisitor {
    /**
     * One row.
     *
     * @param repository the repository's key in UTF-8
     * @param epochDay the UTC day, in days since 1970
     */
    void row(byte[] repository, int epochDay, DailyRow row);
}
