package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.RowCursor;
import java.util.List;

/** A question whose answer is too long to be held: rows, streamed from node to node. */
interface RowsQuery extends PartitionQuery<RowCursor> {
    @Override
    default RowCursor merge(List<RowCursor> parts) {
        return new RowMerge(parts);
    }

    @Override
    default void release(List<RowCursor> parts) {
        RowMerge.close(parts);
    }
}
