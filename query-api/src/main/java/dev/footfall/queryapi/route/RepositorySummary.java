package dev.footfall.queryapi.route;

import dev.footfall.events.RepoId;

/**
 * What a repository adds up to, and of late.
 *
 * @param repo which one
 * @param numbers of all days
 * @param recentDownloads of the days asked for
 */
public record RepositorySummary(RepoId repo, RepositoryNumbers numbers, long recentDownloads) {}
