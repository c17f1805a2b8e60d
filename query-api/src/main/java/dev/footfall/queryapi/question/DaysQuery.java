package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
import java.util.List;

/** The days of [{@code from}, {@code to}] that have a row, ascending. */
public record DaysQuery(Lineage repo, LocalDate from, LocalDate to) implements RepositoryQuery<List<RepositoryDay>> {
    @Override
    public LocalRead<List<RepositoryDay>> answer(RepoId name, PartitionView view) {
        return view.state().days(name, from, to);
    }

    @Override
    public List<RepositoryDay> sum(List<RepositoryDay> one, List<RepositoryDay> other) {
        return Sums.by(RepositoryDay::date, RepositoryDay::plus, one, other);
    }
}
