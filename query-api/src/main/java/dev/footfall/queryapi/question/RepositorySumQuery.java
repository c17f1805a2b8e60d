package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.CountedDay;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
import java.util.List;

/** A question about one part of a repository's days of [{@code from}, {@code to}], added up. */
public interface RepositorySumQuery<T> extends RepositoryQuery<T> {
    LocalDate from();

    LocalDate to();

    T partOf(CountedDay day);

    /** Also of no days. */
    T sum(List<T> days);

    @Override
    default LocalRead<T> answer(RepoId name, PartitionView view) {
        return view.state().days().of(name, from(), to(), this::partOf).map(this::sum);
    }

    @Override
    default T sum(T one, T other) {
        return sum(List.of(one, other));
    }
}
