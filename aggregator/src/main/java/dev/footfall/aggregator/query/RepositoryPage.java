package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import java.util.Optional;

/**
 * A part of a list of repositories, which is in the order of their keys.
 *
 * @param after the repository after which it begins; the list's beginning when empty
 * @param limit the most repositories of it, ≥ 1; only the last part of a list has fewer
 */
public record RepositoryPage(Optional<RepoId> after, int limit) {
    public RepositoryPage {
        if (limit < 1) throw new IllegalArgumentException("limit < 1: " + limit);
    }
}
