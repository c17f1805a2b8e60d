package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Partitioning;
import dev.footfall.aggregator.query.StateVersion;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.util.List;
import java.util.Set;

/** The number of records of the log that are counted; the answer's as-of says how many are not yet. */
public record ProgressQuery() implements PartitionQuery<Long> {
    @Override
    public Set<Integer> partitions(Partitioning partitioning) {
        return PartitionQuery.all(partitioning);
    }

    @Override
    public LocalRead<Long> answer(PartitionView view) {
        return view.state().version(view.partition()).map(StateVersion::nextOffset);
    }

    @Override
    public Long merge(List<Long> parts) {
        return parts.stream().mapToLong(Long::longValue).sum();
    }
}
