package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.PartitionView;
import java.util.List;

/** In {@link SourceFiles}'s order. */
public record SourcesQuery(Lineage repo) implements RepositoryQuery<List<SourceFiles>> {
    @Override
    public LocalRead<List<SourceFiles>> answer(RepoId name, PartitionView view) {
        return view.state().totals().sources(name);
    }

    @Override
    public List<SourceFiles> sum(List<SourceFiles> one, List<SourceFiles> other) {
        return plus(one, other);
    }

    static List<SourceFiles> plus(List<SourceFiles> one, List<SourceFiles> other) {
        return Sums.by(SourceFiles::source, SourceFiles::plus, one, other).stream()
                .sorted()
                .toList();
    }
}
