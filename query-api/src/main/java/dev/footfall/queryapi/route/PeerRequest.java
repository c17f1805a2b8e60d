package dev.footfall.queryapi.route;

import java.util.List;
import java.util.TreeSet;

/** {@code partitions} ascend; {@code standbyToo}: those that the other node only follows may answer. */
record PeerRequest<T>(String state, PartitionQuery<T> query, List<Integer> partitions, boolean standbyToo) {
    PeerRequest {
        partitions = List.copyOf(new TreeSet<>(partitions));
    }
}
