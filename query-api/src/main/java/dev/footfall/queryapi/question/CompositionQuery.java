package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
import java.util.List;

/** The composition of the counts of many repositories over the days of [{@code from}, {@code to}], including excluded events. */
public record CompositionQuery(List<Lineage> repos, LocalDate from, LocalDate to)
        implements RepositoriesQuery<CompositionQuery.Composition> {
    public record Composition(RepoId repo, ClassDay sum) implements RepositoryAnswer<Composition> {
        @Override
        public Composition plus(Composition other) {
            return new Composition(repo, sum.plus(other.sum));
        }
    }

    public CompositionQuery {
        repos = List.copyOf(repos);
    }

    @Override
    public LocalRead<Composition> answer(Lineage repo, PartitionView view) {
        return new ClassDaysQuery(repo, from, to)
                .answer(view)
                .map(days -> new Composition(repo.name(), days.stream().reduce(ClassDay.NOTHING, ClassDay::plus)));
    }
}
