package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
import java.util.List;

/** The hours of a repository's days of [{@code from}, {@code to}] that have a row, ascending. */
public record HoursQuery(Lineage repo, LocalDate from, LocalDate to) implements RepositoryQuery<List<DayHours>> {

    @Override
    public LocalRead<List<DayHours>> answer(RepoId name, PartitionView view) {
        return view.state().days(name, from, to, DayHours::of);
    }

    @Override
    public List<DayHours> sum(List<DayHours> one, List<DayHours> other) {
        return Sums.by(DayHours::date, DayHours::plus, one, other);
    }
}
