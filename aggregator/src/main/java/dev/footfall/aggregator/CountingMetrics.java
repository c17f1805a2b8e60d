package dev.footfall.aggregator;

import dev.footfall.aggregator.counting.heap.Tally;
import dev.footfall.aggregator.likes.LikeTally;
import dev.footfall.aggregator.live.LivePartition;
import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.live.LiveRegistrations;
import dev.footfall.aggregator.topology.AggregatorTopology;
import dev.footfall.rules.ExclusionReason;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToLongFunction;

/** Metrics of the records counted here, by outcome: of the state, so they survive restarts and move with partitions. */
record CountingMetrics(LivePartitions live, LiveRegistrations registrations, MeterRegistry registry) {
    void bind() {
        bindEvents();
        bindLikes();
        bindRepositories();
    }

    private void bindEvents() {
        count("footfall.events.read", "Records read by the partitions counted here", Tally::read);
        count("footfall.events.counted", "Events counted", Tally::counted);
        count(
                "footfall.sources",
                "Pairs of repository and source counted here, about 30 bytes of totals each",
                Tally::sources);
        Gauge.builder("footfall.sealed.partitions", live, CountingMetrics::sealed)
                .description("Partitions counted here that start from sealed days")
                .register(registry);
        for (ExclusionReason reason : ExclusionReason.values()) {
            sum(
                    "footfall.events.excluded",
                    "Events excluded, by reason",
                    Tags.of("reason", reason.label()),
                    partition -> partition.tally().excluded().getOrDefault(reason, 0L));
        }
        for (String field : AggregatorTopology.REJECTION_REASONS) {
            sum(
                    "footfall.events.rejected",
                    "Records that are not valid events, by invalid field",
                    Tags.of("reason", field),
                    partition -> partition.tally().rejected().getOrDefault(field, 0L));
        }
    }

    private static double sealed(LivePartitions partitions) {
        return partitions.all().stream()
                .filter(partition -> partition.tally().position().lastSealed().isPresent())
                .count();
    }

    private void bindLikes() {
        for (String outcome : List.of(LikeTally.APPLIED, LikeTally.UNCHANGED)) {
            sum(
                    "footfall.likes",
                    "Likes and unlikes read: new, or repeated or out of order",
                    Tags.of("outcome", outcome),
                    partition -> partition.likeTally().number(outcome));
        }
        for (String field : AggregatorTopology.LIKE_REJECTION_REASONS) {
            sum(
                    "footfall.likes.rejected",
                    "Records that are not valid likes, by invalid field",
                    Tags.of("reason", field),
                    partition -> partition.likeTally().rejected(field));
        }
    }

    /** Adds the meters of the process: each instance reads all repositories again at its start. */
    private void bindRepositories() {
        FunctionCounter.builder("footfall.repositories", registrations, LiveRegistrations::applied)
                .description("Repository states read since the start")
                .register(registry);
        Gauge.builder(
                        "footfall.renames",
                        registrations,
                        known -> known.renames().renamed())
                .description("Former names of repositories")
                .register(registry);
        Gauge.builder(
                        "footfall.renames.ignored",
                        registrations,
                        known -> known.renames().ignored())
                .description("Renames ignored: a cycle, or more than 50 names")
                .register(registry);
        for (String field : AggregatorTopology.REPOSITORY_REJECTION_REASONS) {
            FunctionCounter.builder("footfall.repositories.rejected", registrations, tally -> tally.rejected(field))
                    .description("Records that are not valid repository states, by invalid field")
                    .tag("reason", field)
                    .register(registry);
        }
    }

    private void count(String name, String description, ToLongFunction<Tally> number) {
        sum(name, description, Tags.empty(), partition -> number.applyAsLong(partition.tally()));
    }

    private void sum(String name, String description, Tags tags, ToLongFunction<LivePartition> number) {
        FunctionCounter.builder(
                        name, live, all -> all.all().stream().mapToLong(number).sum())
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
