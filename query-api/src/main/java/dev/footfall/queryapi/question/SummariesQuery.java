package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.renames.Lineage;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
import java.util.List;

/** The numbers of many repositories, and their downloads in the days of [{@code from}, {@code to}]. */
public record SummariesQuery(List<Lineage> repos, LocalDate from, LocalDate to)
        implements RepositoriesQuery<RepositorySummary> {
    public SummariesQuery {
        repos = List.copyOf(repos);
    }

    @Override
    public LocalRead<RepositorySummary> answer(Lineage repo, PartitionView view) {
        return new NumbersQuery(repo)
                .answer(view)
                .then(numbers -> new DaysQuery(repo, from, to)
                        .answer(view)
                        .map(days -> new RepositorySummary(repo.name(), numbers, downloads(days))));
    }

    private static long downloads(List<RepositoryDay> days) {
        return days.stream().mapToLong(day -> day.counts().downloads()).sum();
    }
}
