package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;

/** The number of different users with files of a repository. */
public record RepositoryUsers(RepoId repo, long users) {}
