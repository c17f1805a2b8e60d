package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.rollup.SourceFiles;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionView;
import java.util.List;

/** The files of many repositories by source. */
public record SourcesOfManyQuery(List<RepoId> repos) implements RepositoriesQuery<SourcesOfManyQuery.OfRepository> {
    /** The files of one of them, in {@link SourceFiles}'s order. */
    public record OfRepository(RepoId repo, List<SourceFiles> sources) implements Part {}

    public SourcesOfManyQuery {
        repos = List.copyOf(repos);
    }

    @Override
    public LocalRead<OfRepository> answer(RepoId repo, PartitionView view) {
        return new SourcesQuery(repo).answer(view).map(sources -> new OfRepository(repo, sources));
    }
}
