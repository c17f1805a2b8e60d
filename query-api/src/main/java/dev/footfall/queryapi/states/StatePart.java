package dev.footfall.queryapi.states;

import dev.footfall.aggregator.query.RowRange;
import dev.footfall.events.RepoId;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

public record StatePart(RowRange range, Set<RepoId> repositories) {
    /** All repositories on the days from {@code first} to {@code last}. */
    public static StatePart ofAll(LocalDate first, LocalDate last) {
        return new StatePart(new RowRange(Optional.empty(), first, last), Set.of());
    }

    public StatePart {
        repositories = Set.copyOf(repositories);
    }

    public boolean has(RepoId repository) {
        return (repositories.isEmpty() || repositories.contains(repository))
                && range.type().stream().allMatch(repository.type()::equals);
    }
}
