package dev.footfall.queryapi.http;

import dev.footfall.aggregator.renames.Lineage;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.question.RepositoryNumbers;

/** {@code lineage} has its name, and those that it had. */
public record SeenRepository(Lineage lineage, boolean isPrivate, RepositoryNumbers numbers) {
    public RepoId repo() {
        return lineage.name();
    }
}
