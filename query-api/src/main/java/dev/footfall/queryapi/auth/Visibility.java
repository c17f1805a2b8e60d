package dev.footfall.queryapi.auth;

import dev.footfall.aggregator.query.LocalState;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepositoryEvent;
import java.util.Optional;

/** Which repositories a caller may see: the one place where that is decided. */
public final class Visibility {
    private final LocalState state;
    private final boolean unregisteredArePublic;

    /**
     * The rule over these registrations.
     *
     * @param unregisteredArePublic whether everybody sees a repository that has events but was never registered
     */
    public Visibility(LocalState state, boolean unregisteredArePublic) {
        this.state = state;
        this.unregisteredArePublic = unregisteredArePublic;
    }

    /**
     * Whether the caller may see this repository, should it exist.
     *
     * @throws IllegalStateException if the registrations cannot be asked yet
     */
    public boolean isVisible(RepoId repo, Caller caller) {
        Optional<RepositoryEvent> registered = state.registration(repo);
        if (registered.isEmpty()) return unregisteredArePublic;
        RepositoryEvent event = registered.get();
        return !event.removed() && (!event.isPrivate() || caller.owns(repo.namespace()));
    }

    /**
     * Whether anything was ever registered of this repository.
     *
     * @throws IllegalStateException if the registrations cannot be asked yet
     */
    public boolean isRegistered(RepoId repo) {
        return state.registration(repo).isPresent();
    }
}
