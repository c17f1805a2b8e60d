package dev.footfall.aggregator.query;

import dev.footfall.events.Category;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.Standing;
import dev.footfall.events.renames.Renames;
import java.util.List;
import java.util.Optional;

/** The registered repositories, which every instance knows as soon as it is ready: each of these fails if it is not. */
public interface RegistrationReader {
    /** Reads no store, so that it takes the same time for each name. */
    Standing standing(RepoId repo);

    /** Empty when there never was one. May read a store: only for a caller who sees the repository. */
    Optional<RepositoryEvent> registration(RepoId repo);

    /** All other readers read by the name in the events. */
    Renames renames();

    /** In the order of their keys, also those that were removed. */
    List<RepositoryEvent> registered(RepoType type, ListPage<RepoId> page);

    /** In the order of their keys. */
    List<RepositoryEvent> registered(Category category, ListPage<RepoId> page);
}
