package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;

/** The partitions of the log, and that of each name in the events. */
public interface Partitioning {
    int partitions();

    int partitionOf(RepoId repo);
}
