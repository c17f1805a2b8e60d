package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.renames.Lineage;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
import java.util.List;

/** The parts of what was counted of many repositories in the days of [{@code from}, {@code to}], and of what was not. */
public record MakeupQuery(List<Lineage> repos, LocalDate from, LocalDate to)
        implements RepositoriesQuery<MakeupQuery.Makeup> {
    /** All days of one of them as one. */
    public record Makeup(RepoId repo, ClassDay sum) implements Part<Makeup> {
        @Override
        public Makeup plus(Makeup other) {
            return new Makeup(repo, sum.plus(other.sum));
        }
    }

    public MakeupQuery {
        repos = List.copyOf(repos);
    }

    @Override
    public LocalRead<Makeup> answer(Lineage repo, PartitionView view) {
        return new ClassDaysQuery(repo, from, to)
                .answer(view)
                .map(days -> new Makeup(repo.name(), days.stream().reduce(ClassDay.NOTHING, ClassDay::plus)));
    }
}
