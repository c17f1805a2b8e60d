package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.HeapBudget;
import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.live.LiveRegistrations;
import dev.footfall.aggregator.recovery.ChangelogEnds;
import dev.footfall.aggregator.sealing.Seals;

/**
 * Shared by all partitions of a process. {@code keepsSealedDays}: those of other rules are taken as they are. {@code
 * writesRejected}: also if another state is the main one.
 */
public record Shared(
        HeapBudget budget,
        LivePartitions live,
        LiveRegistrations registrations,
        CommitPace pace,
        Seals seals,
        boolean keepsSealedDays,
        boolean publishesRows,
        boolean writesRejected,
        ChangelogEnds changelogs,
        PartitionProgress progress) {}
