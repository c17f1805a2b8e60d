package dev.footfall.standalone;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.aggregator.query.LogPartition;
import dev.footfall.queryapi.peers.PeerProtocol;
import dev.footfall.queryapi.route.HeapUse;
import dev.footfall.queryapi.route.NodeReport;
import dev.footfall.queryapi.route.NodeStatus;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A process that counts. {@code api}: the address of its query API. */
record RunningNode(Supplier<NodeAddress> api, Aggregator aggregator) implements NodeReport {
    @Override
    public Optional<NodeStatus> status() {
        Runtime process = Runtime.getRuntime();
        return Optional.of(new NodeStatus(
                ProgramVersion.text(),
                PeerProtocol.VERSION,
                api.get().toString(),
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()),
                aggregator.state().readiness(),
                new HeapUse(process.totalMemory() - process.freeMemory(), process.maxMemory()),
                aggregator.node().disk(),
                aggregator.node().partitions()));
    }

    @Override
    public List<LogPartition> log() {
        return aggregator.node().log();
    }
}
