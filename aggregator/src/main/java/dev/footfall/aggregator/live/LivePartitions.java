package dev.footfall.aggregator.live;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The partitions that are counted on this instance at the moment. Safe for many threads. */
public final class LivePartitions {
    private final Map<Integer, LivePartition> byNumber = new ConcurrentHashMap<>();

    public void add(int number, LivePartition partition) {
        byNumber.put(number, partition);
    }

    public void remove(int number, LivePartition partition) {
        byNumber.remove(number, partition);
    }

    public Optional<LivePartition> get(int number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    public Collection<LivePartition> all() {
        return byNumber.values();
    }

    public Collection<Integer> numbers() {
        return byNumber.keySet();
    }
}
