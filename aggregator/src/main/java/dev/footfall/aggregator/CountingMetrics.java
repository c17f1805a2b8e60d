package dev.footfall.aggregator;

import dev.footfall.aggregator.query.LivePartitions;
import dev.footfall.aggregator.rollup.Tally;
import dev.footfall.aggregator.session.ExclusionReason;
import dev.footfall.aggregator.topology.AggregatorTopology;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToLongFunction;

/**
 * What became of the records of the partitions that are counted here. The numbers are of the state, not of the process:
 * they survive a restart, and a partition takes its own along when it moves.
 */
final class CountingMetrics {
    private final LivePartitions live;

    CountingMetrics(LivePartitions live) {
        this.live = live;
    }

    void bindTo(MeterRegistry registry) {
        counter("footfall.events.read", Tally::read).register(registry);
        counter("footfall.events.counted", Tally::counted).register(registry);
        for (ExclusionReason reason : ExclusionReason.values()) {
            counter("footfall.events.excluded", tally -> tally.excluded().getOrDefault(reason, 0L))
                    .tag("reason", reason.label())
                    .register(registry);
        }
        for (String field : AggregatorTopology.REJECTION_REASONS) {
            counter("footfall.events.rejected", tally -> tally.rejected().getOrDefault(field, 0L))
                    .tag("reason", field)
                    .register(registry);
        }
    }

    private FunctionCounter.Builder<LivePartitions> counter(String name, ToLongFunction<Tally> number) {
        return FunctionCounter.builder(
                name,
                live,
                partitions -> partitions.all().stream()
                        .mapToLong(partition -> number.applyAsLong(partition.tally()))
                        .sum());
    }
}
