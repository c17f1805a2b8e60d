package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.queryapi.route.RowDays;
import java.time.LocalDate;
import java.util.List;

/** A question about the days of [{@code from}, {@code to}] of a repository that have a row, ascending, in a form. */
public interface RepositoryDaysQuery<T> extends RepositoryQuery<List<T>> {
    LocalDate from();

    LocalDate to();

    RowDays<T> days();

    @Override
    default LocalRead<List<T>> answer(RepoId name, PartitionView view) {
        return view.state().days().of(name, from(), to(), days().form());
    }

    @Override
    default List<T> sum(List<T> one, List<T> other) {
        return Sums.by(days().date(), days().sum(), one, other);
    }
}
