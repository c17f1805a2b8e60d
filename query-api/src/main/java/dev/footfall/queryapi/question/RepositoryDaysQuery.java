package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.events.balances.BalanceSum;
import dev.footfall.queryapi.route.BalancedDays;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.queryapi.route.RowDays;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A question about the days of [{@code from}, {@code to}] of a repository that have a row, ascending, in a form. */
public interface RepositoryDaysQuery<T> extends RepositoryQuery<List<T>> {
    LocalDate from();

    LocalDate to();

    RowDays<T> days();

    /** The form that has balances, where the days are shown with them. */
    default Optional<BalancedDays<T>> balanced() {
        return Optional.empty();
    }

    @Override
    default LocalRead<List<T>> answer(RepoId name, PartitionView view) {
        LocalRead<List<T>> counted = view.state().days().of(name, from(), to(), days().form());
        if (balanced().isEmpty()) return counted;
        SortedMap<LocalDate, BalanceSum> balances = view.balances().days(name, from(), to());
        return counted.map(some -> balanced().get().merged(some, balances)).including(BalancedDays.origins(balances));
    }

    @Override
    default List<T> sum(List<T> one, List<T> other) {
        return Sums.by(days().date(), days().sum(), one, other);
    }
}
