package dev.footfall.aggregator;

import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.reading.RestoreProgress;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

record RestoreMetrics(LivePartitions live, RestoreProgress copies, MeterRegistry registry) {
    void bind() {
        Gauge.builder(
                        "footfall.owned.partitions",
                        live,
                        partitions -> partitions.all().size())
                .description("Partitions counted here")
                .register(registry);
        gauge(
                "footfall.restoring.partitions",
                "Partitions to count here once their stores are restored",
                RestoreProgress::restoringPartitions);
        gauge("footfall.restore.remaining.records", "Changes still to restore", RestoreProgress::restoreRemaining);
        gauge(
                "footfall.standby.partitions",
                "Partitions that this node follows as a " + "standby",
                RestoreProgress::followedPartitions);
        gauge(
                "footfall.standby.remaining.records",
                "Changes that the standby partitions lack",
                RestoreProgress::followRemaining);
        FunctionCounter.builder("footfall.restored.records", copies, RestoreProgress::restored)
                .description("Changes restored or followed since the start")
                .register(registry);
    }

    private void gauge(String name, String description, ToDoubleFunction<RestoreProgress> number) {
        Gauge.builder(name, copies, number).description(description).register(registry);
    }
}
