package dev.footfall.aggregator;

import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.stores.StoreCopies;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Which partitions this node has in which role, and how far their stores are. */
final class RestoreMetrics {
    private final LivePartitions live;
    private final StoreCopies copies;

    RestoreMetrics(LivePartitions live, StoreCopies copies) {
        this.live = live;
        this.copies = copies;
    }

    void bindTo(MeterRegistry registry) {
        Gauge.builder(
                        "footfall.owned.partitions",
                        live,
                        partitions -> partitions.all().size())
                .register(registry);
        gauge("footfall.restoring.partitions", StoreCopies::restoringPartitions, registry);
        gauge("footfall.restore.remaining.records", StoreCopies::restoreRemaining, registry);
        gauge("footfall.standby.partitions", StoreCopies::followedPartitions, registry);
        gauge("footfall.standby.remaining.records", StoreCopies::followRemaining, registry);
        FunctionCounter.builder("footfall.restored.records", copies, StoreCopies::restored)
                .register(registry);
    }

    private void gauge(String name, ToDoubleFunction<StoreCopies> number, MeterRegistry registry) {
        Gauge.builder(name, copies, number).register(registry);
    }
}
