package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.renames.Lineage;
import dev.footfall.aggregator.rollup.SourceFiles;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionView;
import java.util.List;

/** The files of many repositories by source. */
public record SourcesOfManyQuery(List<Lineage> repos) implements RepositoriesQuery<SourcesOfManyQuery.OfRepository> {
    /** The files of one of them, in {@link SourceFiles}'s order. */
    public record OfRepository(RepoId repo, List<SourceFiles> sources) implements Part<OfRepository> {
        @Override
        public OfRepository plus(OfRepository other) {
            return new OfRepository(repo, SourcesQuery.plus(sources, other.sources));
        }
    }

    public SourcesOfManyQuery {
        repos = List.copyOf(repos);
    }

    @Override
    public LocalRead<OfRepository> answer(Lineage repo, PartitionView view) {
        return new SourcesQuery(repo).answer(view).map(sources -> new OfRepository(repo.name(), sources));
    }
}
