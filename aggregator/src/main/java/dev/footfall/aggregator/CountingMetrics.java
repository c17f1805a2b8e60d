package dev.footfall.aggregator;

import dev.footfall.aggregator.Aggregator.Progress;
import dev.footfall.aggregator.counting.Tally;
import dev.footfall.aggregator.likes.PartitionLikes.LikeTally;
import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.live.LivePartitions.LivePartition;
import dev.footfall.aggregator.live.LiveRegistrations;
import dev.footfall.aggregator.reading.LogEnds;
import dev.footfall.aggregator.reading.RestoreProgress;
import dev.footfall.aggregator.topology.AggregatorTopology;
import dev.footfall.rules.ExclusionReason;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
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
                "Pairs of repository and source counted here, some 30 bytes of totals each",
                Tally::sources);
        Gauge.builder("footfall.sealed.partitions", live, CountingMetrics::sealed)
                .description("Partitions counted here that begin with sealed days")
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
                    "Records that are no events, by the field at fault",
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
                    "Likes and unlikes read: new, or repeated or overtaken",
                    Tags.of("outcome", outcome),
                    partition -> partition.likeTally().number(outcome));
        }
        for (String field : AggregatorTopology.LIKE_REJECTION_REASONS) {
            sum(
                    "footfall.likes.rejected",
                    "Records that are no likes, by the field at fault",
                    Tags.of("reason", field),
                    partition -> partition.likeTally().rejected(field));
        }
    }

    /** Adds the meters of the process: each instance reads all repositories anew at its start. */
    private void bindRepositories() {
        FunctionCounter.builder("footfall.repositories", registrations, LiveRegistrations::applied)
                .description("States of repositories read since the start")
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
                    .description("Records that are no states of repositories, by the field at fault")
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

    record LogProgress(LivePartitions live, LogEnds ends, int partitions) {
        Progress now() {
            long counted = 0;
            long total = 0;
            boolean known = true;
            for (int partition = 0; partition < partitions; partition++) {
                OptionalLong end = ends.end(partition);
                long next =
                        live.get(partition).map(at -> at.tally().nextOffset()).orElse(0L);
                known &= end.isPresent() && live.get(partition).isPresent();
                total += end.orElse(0);
                counted += end.orElse(0) - ends.lastKnownLag(partition, next);
            }
            return new Progress(counted, total, known && counted == total);
        }
    }

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
                    "Partitions to be counted here once their stores are restored",
                    RestoreProgress::restoringPartitions);
            gauge(
                    "footfall.restore.remaining.records",
                    "Changes still to be restored",
                    RestoreProgress::restoreRemaining);
            gauge("footfall.standby.partitions", "Partitions followed here", RestoreProgress::followedPartitions);
            gauge(
                    "footfall.standby.remaining.records",
                    "Changes that the followed partitions lack",
                    RestoreProgress::followRemaining);
            FunctionCounter.builder("footfall.restored.records", copies, RestoreProgress::restored)
                    .description("Changes restored or followed since the start")
                    .register(registry);
        }

        private void gauge(String name, String description, ToDoubleFunction<RestoreProgress> number) {
            Gauge.builder(name, copies, number).description(description).register(registry);
        }
    }
}
