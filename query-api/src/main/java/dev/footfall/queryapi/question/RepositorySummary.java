package dev.footfall.queryapi.question;

import dev.footfall.events.RepoId;

/** {@code recentDownloads}: of the days of the query. */
public record RepositorySummary(RepoId repo, RepositoryNumbers numbers, long recentDownloads)
        implements RepositoryAnswer<RepositorySummary> {
    @Override
    public RepositorySummary plus(RepositorySummary other) {
        return new RepositorySummary(repo, numbers.plus(other.numbers), recentDownloads + other.recentDownloads);
    }
}
