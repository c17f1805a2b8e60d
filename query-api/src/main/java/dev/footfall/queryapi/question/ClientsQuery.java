package dev.footfall.queryapi.question;

import dev.footfall.aggregator.projection.Clients;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.renames.Lineage;
import dev.footfall.aggregator.rollup.ClientCounts;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;

/** The downloads of a repository by client, over the days of [{@code from}, {@code to}]. */
public record ClientsQuery(Lineage repo, LocalDate from, LocalDate to) implements RepositoryQuery<ClientCounts> {
    @Override
    public LocalRead<ClientCounts> answer(RepoId name, PartitionView view) {
        return view.state()
                .days(name, from, to, (date, row) -> Clients.of(row))
                .map(days -> days.stream().reduce(ClientCounts.NONE, ClientCounts::plus));
    }

    @Override
    public ClientCounts sum(ClientCounts one, ClientCounts other) {
        return one.plus(other);
    }
}
