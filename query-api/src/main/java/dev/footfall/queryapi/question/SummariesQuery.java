package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** {@code hidden}: those about which nothing is read, so that they take as long as one without any events. */
public record SummariesQuery(List<Lineage> repos, Set<RepoId> hidden, LocalDate from, LocalDate to)
        implements RepositoriesQuery<RepositorySummary> {
    public SummariesQuery {
        repos = List.copyOf(repos);
        hidden = Set.copyOf(hidden);
    }

    public SummariesQuery(List<Lineage> repos, LocalDate from, LocalDate to) {
        this(repos, Set.of(), from, to);
    }

    @Override
    public LocalRead<RepositorySummary> answer(Lineage repo, PartitionView view) {
        LocalRead<RepositoryNumbers> read = new NumbersQuery(repo, hidden.contains(repo.name())).answer(view);
        return read.then(numbers -> !numbers.isKnown()
                ? read.map(any -> new RepositorySummary(repo.name(), numbers, 0))
                : new DaysQuery(repo, from, to)
                        .answer(view)
                        .map(days -> new RepositorySummary(repo.name(), numbers, downloads(days))));
    }

    private static long downloads(List<RepositoryDay> days) {
        return days.stream().mapToLong(day -> day.counts().downloads()).sum();
    }
}
