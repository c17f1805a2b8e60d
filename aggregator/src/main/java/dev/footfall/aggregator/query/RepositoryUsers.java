package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;

public record RepositoryUsers(RepoId repo, long users) {}
