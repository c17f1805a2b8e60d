package dev.footfall.queryapi.route;

import dev.footfall.aggregator.projection.Hours;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.rollup.HourlyCounts;
import dev.footfall.events.RepoId;
import java.time.LocalDate;
import java.util.List;

/** The hours of a repository's days of [{@code from}, {@code to}] that have a row, ascending. */
public record HoursQuery(RepoId repo, LocalDate from, LocalDate to) implements RepositoryQuery<List<HoursQuery.Day>> {
    /** The hours of one UTC day. */
    public record Day(LocalDate date, HourlyCounts hours) {}

    @Override
    public LocalRead<List<Day>> answer(PartitionView view) {
        return view.state().days(repo, from, to, (date, row) -> new Day(date, Hours.of(row)));
    }
}
