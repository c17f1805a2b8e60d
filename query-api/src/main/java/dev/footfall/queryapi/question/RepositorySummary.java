package dev.footfall.queryapi.question;

import dev.footfall.events.RepoId;

/**
 * The numbers of a repository, and its recent downloads.
 *
 * @param repo the repository
 * @param numbers of all days
 * @param recentDownloads downloads of the days of the query
 */
public record RepositorySummary(RepoId repo, RepositoryNumbers numbers, long recentDownloads)
        implements RepositoriesQuery.Part<RepositorySummary> {
    @Override
    public RepositorySummary plus(RepositorySummary other) {
        return new RepositorySummary(repo, numbers.plus(other.numbers), recentDownloads + other.recentDownloads);
    }
}
