package dev.footfall.queryapi.question;

import dev.footfall.aggregator.projection.Sources;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.rollup.SourceFiles;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionView;
import java.util.List;

/** The files of a repository by source, in {@link SourceFiles}'s order. */
public record SourcesQuery(RepoId repo) implements RepositoryQuery<List<SourceFiles>> {
    @Override
    public LocalRead<List<SourceFiles>> answer(PartitionView view) {
        return view.state().totals(repo, Sources::of).map(found -> found.orElse(List.of()));
    }
}
