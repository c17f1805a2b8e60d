package dev.footfall.queryapi.http;

import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.question.RepositoryNumbers;

/** {@code lineage} has its name, and those that it had. */
public record SeenRepository(Lineage lineage, boolean isPrivate, RepositoryNumbers numbers) {
    public RepoId repo() {
        return lineage.name();
    }
}
