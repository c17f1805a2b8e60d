package dev.footfall.queryapi.question;

import dev.footfall.events.RepoId;

/** {@code isPrivate}: when the caller was found to be allowed to see it; at least {@code downloads}, ≥ 1. */
public record ArrivedRepository(RepoId repo, boolean isPrivate, long downloads) {
    ArrivedRepository plus(ArrivedRepository other) {
        return new ArrivedRepository(repo, isPrivate, downloads + other.downloads);
    }
}
