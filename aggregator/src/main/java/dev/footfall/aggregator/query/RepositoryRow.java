package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;

/**
 * A repository's day, or a part of it, in the form that a question wants.
 *
 * @param repo the repository
 * @param day the day, or the part
 * @param <T> the form
 */
public record RepositoryRow<T>(RepoId repo, T day) {}
