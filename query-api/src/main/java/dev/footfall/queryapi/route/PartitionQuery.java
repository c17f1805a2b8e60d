package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Partitioning;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A question to some partitions: a record that owners, standbys and other nodes answer alike. It goes over the peers'
 * wire by its components; a caller on whom the answer depends is one of them. Only queries that the node's
 * {@link WireCodec} lists are asked.
 */
public interface PartitionQuery<T> {
    default Set<Integer> partitions(Partitioning log) {
        return IntStream.range(0, log.partitions()).boxed().collect(Collectors.toSet());
    }

    /** Without anything that the caller may not see. Throws {@link Access.Unknown} if that cannot be decided now. */
    LocalRead<T> answer(PartitionView view);

    T merge(List<T> parts);

    /**
     * True if the partitions of a node are better read by all processors: each takes long enough that it pays, and not so long
     * that others should wait for it ({@link CacheableQuery}).
     */
    default boolean isReadInParallel() {
        return false;
    }

    default void release(List<T> parts) {}
}
