package dev.footfall.queryapi.http.states;

import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.aggregator.cluster.Placement;
import dev.footfall.aggregator.query.LogPartition;
import dev.footfall.aggregator.query.PartitionStatus;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.openapi.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A partition with the nodes that count and follow it, and its part of the log. {@code detail}: the reason for which its counts
 * cannot be asked or are not known, else "".
 */
record ClusterPartition(
        int partition,
        Optional<String> node,
        List<String> standbys,
        Optional<PartitionStatus> counted,
        Optional<Long> standbyLag,
        Optional<LogPartition> log,
        String detail) {
    static final Table<ClusterPartition> TABLE = Table.<ClusterPartition>of(
                    Column.count("partition", row -> (long) row.partition),
                    new Column<>("node", Schema.text().orNull(), ClusterPartition::node),
                    new Column<>("standbys", Schema.list(Schema.text()), ClusterPartition::standbys),
                    told("phase", Schema.text(), one -> Optional.of(one.phase())),
                    told("lag", Schema.count(), PartitionStatus::lagRecords),
                    new Column<>("standby_lag", Schema.count().orNull(), ClusterPartition::standbyLag),
                    told("last_record", Schema.time(), PartitionStatus::lastRecord),
                    told("last_commit", Schema.time(), PartitionStatus::lastCommit),
                    told("entries", Schema.count(), PartitionStatus::entries),
                    told("store_bytes", Schema.count(), one -> Optional.of(one.storeBytes())),
                    ofLog("leader", Schema.text(), LogPartition::leader),
                    ofLog("replicas", Schema.count(), LogPartition::replicas),
                    ofLog("in_sync", Schema.count(), LogPartition::inSync),
                    ofLog("log_begin", Schema.count(), LogPartition::begin),
                    ofLog("log_end", Schema.count(), LogPartition::end),
                    ofLog("log_bytes", Schema.count(), LogPartition::bytes),
                    Column.text("detail", ClusterPartition::detail))
            .named("ClusterPartition");

    private static Column<ClusterPartition> told(
            String name, Schema schema, Function<PartitionStatus, Optional<?>> value) {
        return new Column<>(name, schema.orNull(), row -> row.counted.flatMap(value));
    }

    private static Column<ClusterPartition> ofLog(
            String name, Schema schema, Function<LogPartition, Optional<?>> value) {
        return new Column<>(name, schema.orNull(), row -> row.log.flatMap(value));
    }

    /** {@code placement}: by the group; the nodes themselves may know better, or tell nothing. */
    static ClusterPartition of(
            int partition, Placement placement, List<ClusterNode> nodes, Optional<LogPartition> log) {
        Optional<ClusterNode> owner = owner(partition, placement, nodes);
        Optional<PartitionStatus> counted = owner.flatMap(node -> node.counted(partition));
        Optional<Long> standbyLag = nodes.stream()
                .flatMap(node -> node.copy(partition).stream())
                .flatMap(copy -> copy.lagRecords().stream())
                .max(Long::compare);
        return new ClusterPartition(
                partition,
                owner.map(ClusterNode::node).or(() -> placement.owner().map(NodeAddress::toString)),
                standbys(partition, placement, nodes),
                counted,
                standbyLag,
                log,
                counted.map(one -> one.why().orElse("")).orElseGet(() -> whyUnknown(partition, owner)));
    }

    private static Optional<ClusterNode> owner(int partition, Placement placement, List<ClusterNode> nodes) {
        return nodes.stream()
                .filter(node -> node.counted(partition).isPresent())
                .findFirst()
                .or(() -> nodes.stream()
                        .filter(node -> placement
                                .owner()
                                .filter(address -> address.toString().equals(node.node()))
                                .isPresent())
                        .findFirst());
    }

    private static List<String> standbys(int partition, Placement placement, List<ClusterNode> nodes) {
        return Stream.concat(
                        placement.standbys().stream().map(NodeAddress::toString),
                        nodes.stream()
                                .filter(node -> node.copy(partition).isPresent())
                                .map(ClusterNode::node))
                .distinct()
                .sorted()
                .toList();
    }

    private static String whyUnknown(int partition, Optional<ClusterNode> owner) {
        if (owner.isEmpty()) return "no node is known to count partition " + partition;
        return owner.get().status().isEmpty()
                ? owner.get().detail()
                : owner.get().node() + " has not opened partition " + partition + " yet";
    }
}
