package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;

public record RepositoryRow<T>(RepoId repo, T day) {}
