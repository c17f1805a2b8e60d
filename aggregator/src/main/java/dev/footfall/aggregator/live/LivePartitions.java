package dev.footfall.aggregator.live;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The partitions that are counted on this instance just now. Safe for many threads. */
public final class LivePartitions {
    private final Map<Integer, LivePartition> byNumber = new ConcurrentHashMap<>();

    /** Adds a partition that is counted here from now on. */
    public void add(int number, LivePartition partition) {
        byNumber.put(number, partition);
    }

    /** Removes a partition, unless another took its place. */
    public void remove(int number, LivePartition partition) {
        byNumber.remove(number, partition);
    }

    /** The partition of this number, if it is counted here. */
    public Optional<LivePartition> get(int number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** All partitions. */
    public Collection<LivePartition> all() {
        return byNumber.values();
    }

    /** Their numbers. */
    public Collection<Integer> numbers() {
        return byNumber.keySet();
    }
}
