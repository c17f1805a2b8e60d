package dev.footfall.aggregator;

import dev.footfall.aggregator.cluster.Membership;
import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.query.DiskSpace;
import dev.footfall.aggregator.query.NodeReader;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Metrics of the group as this node sees it, and of its disk. {@code standbys}: the copies that each partition is to have. */
record NodeMetrics(LivePartitions live, Membership membership, int standbys, NodeReader node, MeterRegistry registry) {
    void bind() {
        gauge("footfall.partitions", "Partitions of the log", membership::partitions);
        gauge(
                "footfall.nodes",
                "Nodes that count the state, as this one knows",
                () -> Math.max(1, membership.nodes().size()));
        gauge("footfall.unowned.partitions", "Partitions that no node counts, as this one knows", this::unowned);
        gauge(
                "footfall.uncopied.partitions",
                "Partitions counted here that lack a copy which aggregator.standbys asks for",
                () -> standbys == 0 ? 0 : membership.uncopied().count());
        disk("footfall.disk.free.bytes", "Free bytes on the disk of the state", DiskSpace::free);
        disk("footfall.disk.state.bytes", "Bytes of the stores of all partitions here", DiskSpace::state);
        disk(
                "footfall.disk.largest.store.bytes",
                "Bytes of the largest partition's stores here, which one compaction may write again",
                DiskSpace::largestStore);
    }

    private long unowned() {
        return membership
                .unowned()
                .filter(partition -> live.get(partition).isEmpty())
                .count();
    }

    private void gauge(String name, String description, Supplier<Number> number) {
        Gauge.builder(name, number).description(description).register(registry);
    }

    /** No number where the file system does not tell. */
    private void disk(String name, String description, ToLongFunction<DiskSpace> number) {
        gauge(
                name,
                description,
                () -> node.disk().map(disk -> (double) number.applyAsLong(disk)).orElse(Double.NaN));
    }
}
