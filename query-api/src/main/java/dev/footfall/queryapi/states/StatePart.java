package dev.footfall.queryapi.states;

import dev.footfall.aggregator.query.RowRange;
import dev.footfall.events.RepoId;
import java.util.Set;

public record StatePart(RowRange range, Set<RepoId> repositories) {
    public StatePart {
        repositories = Set.copyOf(repositories);
    }

    public boolean has(RepoId repository) {
        return (repositories.isEmpty() || repositories.contains(repository))
                && range.type().stream().allMatch(repository.type()::equals);
    }
}
