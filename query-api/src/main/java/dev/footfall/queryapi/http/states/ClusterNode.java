package dev.footfall.queryapi.http.states;

import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.aggregator.query.DiskSpace;
import dev.footfall.aggregator.query.PartitionStatus;
import dev.footfall.queryapi.route.NodeAnswer;
import dev.footfall.queryapi.route.NodeStatus;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.openapi.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** A node of the group, and what it told; a node that tells nothing has a reason instead. */
record ClusterNode(String node, Optional<NodeStatus> status, String detail) {
    static final Table<ClusterNode> TABLE = Table.<ClusterNode>of(
                    Column.text("node", ClusterNode::node),
                    Column.bool("reachable", row -> row.status.isPresent()),
                    Column.bool(
                            "ready",
                            row -> row.status
                                    .filter(known -> known.readiness().ready())
                                    .isPresent()),
                    told("api", Schema.text(), NodeStatus::api),
                    told("release", Schema.text(), NodeStatus::release),
                    told("peers", Schema.text(), NodeStatus::peers),
                    told("since", Schema.time(), NodeStatus::since),
                    Column.counts("active", row -> row.partitions(true)),
                    Column.counts("standby", row -> row.partitions(false)),
                    new Column<>("lag", Schema.count().orNull(), ClusterNode::lag),
                    told("heap_used", Schema.count(), known -> known.heap().used()),
                    told("heap_max", Schema.count(), known -> known.heap().max()),
                    disk("disk_free", DiskSpace::free),
                    disk("disk_total", DiskSpace::total),
                    disk("state_bytes", DiskSpace::state),
                    disk("largest_store_bytes", DiskSpace::largestStore),
                    Column.text("detail", ClusterNode::detail))
            .named("ClusterNode");

    static ClusterNode of(NodeAnswer<NodeStatus> answer) {
        String name = answer.node()
                .map(NodeAddress::toString)
                .or(() -> answer.value().map(NodeStatus::api))
                .orElse("this node");
        String detail = answer.value()
                .map(NodeStatus::readiness)
                .map(known -> known.ready() ? "" : known.detail())
                .orElse(answer.why());
        return new ClusterNode(name, answer.value(), detail);
    }

    private static Column<ClusterNode> told(String name, Schema schema, Function<NodeStatus, Object> value) {
        return new Column<>(name, schema.orNull(), row -> row.status.map(value));
    }

    private static Column<ClusterNode> disk(String name, ToLongFunction<DiskSpace> bytes) {
        return new Column<>(
                name,
                Schema.count().orNull(),
                row -> row.status.flatMap(NodeStatus::disk).map(bytes::applyAsLong));
    }

    Optional<PartitionStatus> counted(int partition) {
        return all().stream()
                .filter(one -> one.isCounted() && one.partition() == partition)
                .findFirst();
    }

    Optional<PartitionStatus> copy(int partition) {
        return all().stream()
                .filter(one -> !one.isCounted() && one.partition() == partition)
                .findFirst();
    }

    private List<Long> partitions(boolean areCounted) {
        return all().stream()
                .filter(one -> one.isCounted() == areCounted)
                .map(one -> (long) one.partition())
                .toList();
    }

    private List<PartitionStatus> all() {
        return status.map(NodeStatus::partitions).orElse(List.of());
    }

    /** Of the partitions counted here; unknown if one's is. */
    private Optional<Long> lag() {
        List<PartitionStatus> counted =
                all().stream().filter(PartitionStatus::isCounted).toList();
        boolean isKnown = status.isPresent()
                && counted.stream().allMatch(one -> one.lagRecords().isPresent());
        return isKnown
                ? Optional.of(counted.stream()
                        .mapToLong(one -> one.lagRecords().orElseThrow())
                        .sum())
                : Optional.empty();
    }
}
