package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counting.projections.RowCounts;
import dev.footfall.aggregator.counts.KindCounts;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;

public record ClassesQuery(Lineage repo, LocalDate from, LocalDate to)
        implements RepositoryQuery<KindCounts<ClientClass>> {
    @Override
    public LocalRead<KindCounts<ClientClass>> answer(RepoId name, PartitionView view) {
        return view.state()
                .days(name, from, to, (date, row) -> RowCounts.classes(row))
                .map(days -> days.stream().reduce(KindCounts.none(), KindCounts::plus));
    }

    @Override
    public KindCounts<ClientClass> sum(KindCounts<ClientClass> one, KindCounts<ClientClass> other) {
        return one.plus(other);
    }
}
