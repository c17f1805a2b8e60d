package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.LocalRead;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The result of one partition as it goes over the wire: found with its time, not ready for a reason, or, with neither, not
 * owned.
 */
record WireResult<T>(int partition, boolean isStandby, Optional<AsOf> asOf, Optional<T> value, Optional<String> why) {
    WireResult {
        boolean isOne = asOf.isPresent() == value.isPresent() && !(value.isPresent() && why.isPresent());
        if (!isOne) throw new IllegalArgumentException("a result for partition " + partition + " that is none");
    }

    static <T> List<WireResult<T>> of(Map<Integer, PartitionResult<T>> results) {
        List<WireResult<T>> all = new ArrayList<>();
        results.forEach((partition, result) -> all.add(of(partition, result)));
        return all;
    }

    private static <T> WireResult<T> of(int partition, PartitionResult<T> result) {
        return new WireResult<>(partition, result.isStandby(), result.asOf(), result.value(), result.why());
    }

    /** The results by their partitions, all of which were asked, and none twice. */
    static <T> Map<Integer, PartitionResult<T>> results(List<WireResult<T>> all, Set<Integer> asked)
            throws IOException {
        Map<Integer, PartitionResult<T>> results = new TreeMap<>();
        for (WireResult<T> one : all) {
            boolean isNew = asked.contains(one.partition) && results.put(one.partition, one.result()) == null;
            if (!isNew) throw new IOException("a result for partition " + one.partition);
        }
        return results;
    }

    private PartitionResult<T> result() {
        return new PartitionResult<>(read(), isStandby);
    }

    private LocalRead<T> read() {
        if (value.isPresent() && asOf.isPresent()) return new LocalRead.Found<>(value.get(), asOf.get());
        return why.<LocalRead<T>>map(reason -> new LocalRead.NotReady<>(partition, reason))
                .orElseGet(() -> new LocalRead.NotOwned<>(partition));
    }
}
