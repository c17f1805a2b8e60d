package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counting.projections.RowCounts;
import dev.footfall.aggregator.counts.KindCounts;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;

public record ClientsQuery(Lineage repo, LocalDate from, LocalDate to)
        implements RepositoryQuery<KindCounts<ClientProduct>> {
    @Override
    public LocalRead<KindCounts<ClientProduct>> answer(RepoId name, PartitionView view) {
        return view.state()
                .days(name, from, to, (date, row) -> RowCounts.clients(row))
                .map(days -> days.stream().reduce(KindCounts.none(), KindCounts::plus));
    }

    @Override
    public KindCounts<ClientProduct> sum(KindCounts<ClientProduct> one, KindCounts<ClientProduct> other) {
        return one.plus(other);
    }
}
