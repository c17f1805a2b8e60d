package dev.footfall.queryapi.http.category;

import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.aggregator.rollup.SourceFiles;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.question.UsageQuery;
import java.util.List;
import java.util.Optional;

/**
 * A repository of a category.
 *
 * @param name its name there
 * @param registration as it is registered; empty when it is not
 * @param usage empty when no event of it was ever counted
 */
record CategoryMember(
        String name, RepoId repo, Optional<RepositoryEvent> registration, Optional<UsageQuery.Usage> usage) {
    boolean isNsfw() {
        return registration.map(RepositoryEvent::nsfw).orElse(false);
    }

    RepositoryEvent.Details details() {
        return registration.map(RepositoryEvent::details).orElse(RepositoryEvent.Details.NONE);
    }

    List<SourceFiles> sources() {
        return usage.map(UsageQuery.Usage::sources).orElse(List.of());
    }

    DailyCounts total() {
        return usage.map(UsageQuery.Usage::total).orElse(DailyCounts.ZERO);
    }
}
