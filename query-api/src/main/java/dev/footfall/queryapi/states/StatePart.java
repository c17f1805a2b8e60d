package dev.footfall.queryapi.states;

import dev.footfall.aggregator.query.RowRange;
import dev.footfall.events.RepoId;
import java.util.Set;

/**
 * A part of what states count.
 *
 * @param range the days, and the type of repositories
 * @param repositories these repositories alone; empty for all
 */
public record StatePart(RowRange range, Set<RepoId> repositories) {
    public StatePart {
        repositories = Set.copyOf(repositories);
    }

    /** Tells the repositories in it from others. */
    public boolean has(RepoId repository) {
        return (repositories.isEmpty() || repositories.contains(repository))
                && range.type().stream().allMatch(repository.type()::equals);
    }
}
