package dev.footfall.queryapi.question;

import dev.footfall.aggregator.projection.Classes;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.renames.Lineage;
import dev.footfall.aggregator.rollup.ClassCounts;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;

/** The downloads of a repository by the class of the client, over the days of [{@code from}, {@code to}]. */
public record ClassesQuery(Lineage repo, LocalDate from, LocalDate to) implements RepositoryQuery<ClassCounts> {
    @Override
    public LocalRead<ClassCounts> answer(RepoId name, PartitionView view) {
        return view.state()
                .days(name, from, to, (date, row) -> Classes.of(row))
                .map(days -> days.stream().reduce(ClassCounts.NONE, ClassCounts::plus));
    }

    @Override
    public ClassCounts sum(ClassCounts one, ClassCounts other) {
        return one.plus(other);
    }
}
