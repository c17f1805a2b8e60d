package dev.footfall.aggregator;

import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.reading.RestoreProgress;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Metrics of this node's partitions, by role, and of the progress of their stores. */
final class RestoreMetrics {
    private final LivePartitions live;
    private final RestoreProgress copies;

    RestoreMetrics(LivePartitions live, RestoreProgress copies) {
        this.live = live;
        this.copies = copies;
    }

    void bindTo(MeterRegistry registry) {
        Gauge.builder(
                        "footfall.owned.partitions",
                        live,
                        partitions -> partitions.all().size())
                .description("Partitions counted here")
                .register(registry);
        gauge(
                "footfall.restoring.partitions",
                "Partitions to be counted here once their stores are restored",
                RestoreProgress::restoringPartitions,
                registry);
        gauge(
                "footfall.restore.remaining.records",
                "Changes still to be restored",
                RestoreProgress::restoreRemaining,
                registry);
        gauge("footfall.standby.partitions", "Partitions followed here", RestoreProgress::followedPartitions, registry);
        gauge(
                "footfall.standby.remaining.records",
                "Changes that the followed partitions lack",
                RestoreProgress::followRemaining,
                registry);
        FunctionCounter.builder("footfall.restored.records", copies, RestoreProgress::restored)
                .description("Changes restored or followed since the start")
                .register(registry);
    }

    private void gauge(
            String name, String description, ToDoubleFunction<RestoreProgress> number, MeterRegistry registry) {
        Gauge.builder(name, copies, number).description(description).register(registry);
    }
}
