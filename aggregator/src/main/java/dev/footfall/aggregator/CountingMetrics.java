package dev.footfall.aggregator;

import dev.footfall.aggregator.likes.LikeTally;
import dev.footfall.aggregator.live.LivePartition;
import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.live.LiveRegistrations;
import dev.footfall.aggregator.rollup.Tally;
import dev.footfall.aggregator.topology.AggregatorTopology;
import dev.footfall.rules.ExclusionReason;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Metrics of the records of the partitions that are counted here, by outcome. The numbers are of the state, not of the
 * process: they survive a restart, and a partition takes its own along when it moves.
 */
final class CountingMetrics {
    private final LivePartitions live;
    private final LiveRegistrations registrations;

    CountingMetrics(LivePartitions live, LiveRegistrations registrations) {
        this.live = live;
        this.registrations = registrations;
    }

    void bindTo(MeterRegistry registry) {
        bindEvents(registry);
        bindLikes(registry);
        bindRepositories(registry);
    }

    private void bindEvents(MeterRegistry registry) {
        counter("footfall.events.read", Tally::read).register(registry);
        counter("footfall.events.counted", Tally::counted).register(registry);
        Gauge.builder("footfall.sealed.partitions", live, CountingMetrics::sealed)
                .register(registry);
        counter("footfall.sources", Tally::sources).register(registry);
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

    private static double sealed(LivePartitions partitions) {
        return partitions.all().stream()
                .filter(partition -> partition.tally().position().lastSealed().isPresent())
                .count();
    }

    private void bindLikes(MeterRegistry registry) {
        for (String outcome : List.of(LikeTally.APPLIED, LikeTally.UNCHANGED)) {
            sum("footfall.likes", partition -> partition.likeTally().number(outcome))
                    .tag("outcome", outcome)
                    .register(registry);
        }
        for (String field : AggregatorTopology.LIKE_REJECTION_REASONS) {
            sum("footfall.likes.rejected", partition -> partition.likeTally().rejected(field))
                    .tag("reason", field)
                    .register(registry);
        }
    }

    /** Adds the meters of the process: each instance reads all repositories anew at its start. */
    private void bindRepositories(MeterRegistry registry) {
        FunctionCounter.builder("footfall.repositories", registrations, LiveRegistrations::applied)
                .register(registry);
        Gauge.builder("footfall.renames", registrations, live -> live.renames().renamed())
                .register(registry);
        Gauge.builder(
                        "footfall.renames.ignored",
                        registrations,
                        live -> live.renames().ignored())
                .register(registry);
        for (String field : AggregatorTopology.REPOSITORY_REJECTION_REASONS) {
            FunctionCounter.builder("footfall.repositories.rejected", registrations, tally -> tally.rejected(field))
                    .tag("reason", field)
                    .register(registry);
        }
    }

    private FunctionCounter.Builder<LivePartitions> counter(String name, ToLongFunction<Tally> number) {
        return sum(name, partition -> number.applyAsLong(partition.tally()));
    }

    private FunctionCounter.Builder<LivePartitions> sum(String name, ToLongFunction<LivePartition> number) {
        return FunctionCounter.builder(
                name,
                live,
                partitions -> partitions.all().stream().mapToLong(number).sum());
    }
}
