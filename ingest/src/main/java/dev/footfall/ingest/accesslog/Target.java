package dev.footfall.ingest.accesslog;

import dev.footfall.events.RepoId;
import dev.footfall.events.Via;
import org.jspecify.annotations.Nullable;

/**
 * The target of a URL: a file of a repository.
 *
 * @param path the file's path within it, decoded; "" when the route has none
 * @param revision branch, tag or commit, decoded; null when the route has none
 */
record Target(RepoId repo, String path, @Nullable String revision, Via via) {}
