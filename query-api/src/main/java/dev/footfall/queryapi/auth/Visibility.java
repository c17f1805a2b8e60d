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

    /** How a repository looks to a caller, should it exist. */
    public enum Sight {
        /** Registered, and the caller may see it. */
        REGISTERED,
        /** Never registered, which everybody may see. */
        UNREGISTERED,
        /** Not to be told from a repository that never was. */
        HIDDEN
    }

    /** The registrations cannot be asked yet. Ends the request with 503. */
    public static final class NotReady extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        NotReady(IllegalStateException cause) {
            super("the registrations cannot be asked yet", cause);
        }
    }

    /**
     * How this repository looks to the caller.
     *
     * @throws NotReady if the registrations cannot be asked yet
     */
    public Sight sight(RepoId repo, Caller caller) {
        Optional<RepositoryEvent> registered = registration(repo);
        if (registered.isEmpty()) return unregisteredArePublic ? Sight.UNREGISTERED : Sight.HIDDEN;
        RepositoryEvent event = registered.get();
        boolean isVisible = !event.removed() && (!event.isPrivate() || caller.owns(repo.namespace()));
        return isVisible ? Sight.REGISTERED : Sight.HIDDEN;
    }

    /**
     * Whether the caller may see this repository, should it exist.
     *
     * @throws NotReady if the registrations cannot be asked yet
     */
    public boolean isVisible(RepoId repo, Caller caller) {
        return sight(repo, caller) != Sight.HIDDEN;
    }

    /**
     * Whether a repository is registered as private.
     *
     * @throws NotReady if the registrations cannot be asked yet
     */
    public boolean isPrivate(RepoId repo) {
        return registration(repo).map(RepositoryEvent::isPrivate).orElse(false);
    }

    private Optional<RepositoryEvent> registration(RepoId repo) {
        try {
            return state.registration(repo);
        } catch (IllegalStateException e) {
            throw new NotReady(e);
        }
    }
}
