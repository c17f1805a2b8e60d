package dev.footfall.events;

import java.util.Optional;

/** The part of a name's registration that decides who may see the repository. */
public enum Standing {
    UNREGISTERED,
    PUBLIC,
    PRIVATE,

    /** Hidden, whatever it was before. */
    REMOVED;

    public static Standing of(RepositoryEvent event) {
        if (event.removed()) return REMOVED;
        return event.isPrivate() ? PRIVATE : PUBLIC;
    }

    public static Standing of(Optional<RepositoryEvent> registration) {
        return registration.map(Standing::of).orElse(UNREGISTERED);
    }
}
