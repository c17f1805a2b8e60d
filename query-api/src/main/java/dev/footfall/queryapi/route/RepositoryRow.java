package dev.footfall.queryapi.route;

import dev.footfall.events.RepoId;

public record RepositoryRow<T>(RepoId repo, T day) {}
