package dev.footfall.dialects.category;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.question.RepositoryUsage;
import java.util.Optional;

/** {@code usage}: zeros for one that is registered alone. */
record CategoryMember(String name, RepoId repo, Optional<RepositoryEvent> registration, RepositoryUsage usage) {
    boolean isNsfw() {
        return registration.map(RepositoryEvent::nsfw).orElse(false);
    }

    RepositoryDetails details() {
        return registration.map(RepositoryEvent::details).orElse(RepositoryDetails.NONE);
    }
}
