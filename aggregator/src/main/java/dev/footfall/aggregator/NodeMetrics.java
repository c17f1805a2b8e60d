package dev.footfall.aggregator;

import dev.footfall.aggregator.cluster.Membership;
import dev.footfall.aggregator.live.LivePartitions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** Metrics of the group as this node sees it. {@code standbys}: the copies that each partition is to have. */
record NodeMetrics(LivePartitions live, Membership membership, int standbys, MeterRegistry registry) {
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
}
