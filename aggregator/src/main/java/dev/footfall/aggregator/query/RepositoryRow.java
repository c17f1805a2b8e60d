package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;

/**
 * A daily row and whose it is.
 *
 * @param repo the repository
 * @param day its day
 */
public record RepositoryRow(RepoId repo, RepositoryDay day) {}
