package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Partitioning;
import dev.footfall.queryapi.route.NodeStatus;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.util.List;
import java.util.Set;

/** Asks a node for itself; its answer is the same for each partition. */
public record NodeQuery() implements PartitionQuery<NodeStatus> {
    @Override
    public Set<Integer> partitions(Partitioning log) {
        return Set.of(0);
    }

    @Override
    public LocalRead<NodeStatus> answer(PartitionView view) {
        return view.report()
                .status()
                .<LocalRead<NodeStatus>>map(status -> new LocalRead.Found<>(status, AsOf.NOTHING))
                .orElseGet(() -> new LocalRead.NotReady<>(view.partition(), "the node tells nothing of itself"));
    }

    @Override
    public NodeStatus merge(List<NodeStatus> parts) {
        return parts.get(0);
    }
}
