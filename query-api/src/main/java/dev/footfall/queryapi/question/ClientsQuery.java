package dev.footfall.queryapi.question;

import dev.footfall.aggregator.projection.Clients;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.rollup.ClientCounts;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;

/** The downloads of a repository by client, over the days of [{@code from}, {@code to}]. */
public record ClientsQuery(RepoId repo, LocalDate from, LocalDate to) implements RepositoryQuery<ClientCounts> {
    @Override
    public LocalRead<ClientCounts> answer(PartitionView view) {
        return view.state()
                .days(repo, from, to, (date, row) -> Clients.of(row))
                .map(days -> days.stream().reduce(ClientCounts.NONE, ClientCounts::plus));
    }
}
