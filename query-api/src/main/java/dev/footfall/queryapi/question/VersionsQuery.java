package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.StateVersion;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

public record VersionsQuery() implements PartitionQuery<Map<Integer, StateVersion>> {
    @Override
    public LocalRead<Map<Integer, StateVersion>> answer(PartitionView view) {
        return view.state().version(view.partition()).map(version -> Map.of(view.partition(), version));
    }

    /** The records up to which the log was read, of all partitions. */
    public static long counted(Map<Integer, StateVersion> versions) {
        return versions.values().stream().mapToLong(StateVersion::nextOffset).sum();
    }

    @Override
    public Map<Integer, StateVersion> merge(List<Map<Integer, StateVersion>> parts) {
        Map<Integer, StateVersion> all = new HashMap<>();
        parts.forEach(all::putAll);
        return all;
    }
}
