package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;

/** The partitions of all instances together, and the place of each repository among them. */
public interface Partitioning {
    /** The number of partitions. */
    int partitions();

    /** The partition of a repository. */
    int partitionOf(RepoId repo);
}
