package dev.footfall.aggregator;

import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.stores.RestoreProgress;
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
                .register(registry);
        gauge("footfall.restoring.partitions", RestoreProgress::restoringPartitions, registry);
        gauge("footfall.restore.remaining.records", RestoreProgress::restoreRemaining, registry);
        gauge("footfall.standby.partitions", RestoreProgress::followedPartitions, registry);
        gauge("footfall.standby.remaining.records", RestoreProgress::followRemaining, registry);
        FunctionCounter.builder("footfall.restored.records", copies, RestoreProgress::restored)
                .register(registry);
    }

    private void gauge(String name, ToDoubleFunction<RestoreProgress> number, MeterRegistry registry) {
        Gauge.builder(name, copies, number).register(registry);
    }
}
