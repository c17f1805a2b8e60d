package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.Partitioning;
import dev.footfall.queryapi.route.PartitionQuery;
import java.util.List;
import java.util.Set;

/** A question for the first entries, in their natural order, of all partitions. */
interface TopQuery<E extends Comparable<? super E>> extends PartitionQuery<List<E>> {
    /** The number of entries at the most; each partition answers with as many. */
    int limit();

    @Override
    default Set<Integer> partitions(Partitioning partitioning) {
        return PartitionQuery.all(partitioning);
    }

    @Override
    default List<E> merge(List<List<E>> parts) {
        return parts.stream().flatMap(List::stream).sorted().limit(limit()).toList();
    }
}
