package dev.footfall.queryapi.http;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import java.time.Instant;

/** Registrations for tests. */
public final class Registered {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private Registered() {}

    public static RepositoryEvent openly(RepoId repo) {
        return new RepositoryEvent(repo, TIME, false, false, false, RepositoryDetails.NONE);
    }

    public static RepositoryEvent privately(RepoId repo) {
        return new RepositoryEvent(repo, TIME, false, true, false, RepositoryDetails.NONE);
    }

    public static RepositoryEvent removed(RepoId repo) {
        return new RepositoryEvent(repo, TIME, true, false, false, RepositoryDetails.NONE);
    }
}
