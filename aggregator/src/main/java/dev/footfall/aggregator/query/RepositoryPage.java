package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import java.util.Optional;

/** {@code after}: the key before, empty at first; {@code limit}: the most, ≥ 1; only the last part has fewer. */
public record RepositoryPage(Optional<RepoId> after, int limit) {
    public RepositoryPage {
        if (limit < 1) throw new IllegalArgumentException("limit < 1: " + limit);
    }
}
