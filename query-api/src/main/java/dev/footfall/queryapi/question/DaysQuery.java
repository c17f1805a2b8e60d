package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
import java.util.List;

/** The days of [{@code from}, {@code to}] that have a row, ascending. */
public record DaysQuery(RepoId repo, LocalDate from, LocalDate to) implements RepositoryQuery<List<RepositoryDay>> {
    @Override
    public LocalRead<List<RepositoryDay>> answer(PartitionView view) {
        return view.state().days(repo, from, to);
    }
}
