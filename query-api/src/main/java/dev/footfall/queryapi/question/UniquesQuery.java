package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counting.projections.RowCounts;
import dev.footfall.aggregator.counts.Uniques;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
import java.util.List;

public record UniquesQuery(Lineage repo, LocalDate from, LocalDate to) implements RepositoryQuery<Uniques> {
    @Override
    public LocalRead<Uniques> answer(RepoId name, PartitionView view) {
        return view.state()
                .days(name, from, to, (date, row) -> RowCounts.uniques(row))
                .map(Uniques::union);
    }

    @Override
    public Uniques sum(Uniques one, Uniques other) {
        return Uniques.union(List.of(one, other));
    }
}
