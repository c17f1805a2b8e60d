package dev.footfall.queryapi.route;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * A query as one node sends it to another.
 *
 * @param state the name of the counted state that is asked
 * @param partitions the partitions that the other node is to answer for, ascending
 * @param standbyToo true if it may answer from partitions that it only follows
 */
record PeerRequest<T>(String state, PartitionQuery<T> query, List<Integer> partitions, boolean standbyToo) {
    static <T> PeerRequest<T> of(
            String state, PartitionQuery<T> query, Collection<Integer> partitions, boolean standbyToo) {
        return new PeerRequest<>(state, query, List.copyOf(new TreeSet<>(partitions)), standbyToo);
    }
}
