package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Partitioning;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.events.RepoId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The numbers of many repositories, and their downloads in the days of [{@code from}, {@code to}]. Each partition answers for
 * its own; merged, they stand in the order of the query.
 */
record SummariesQuery(List<RepoId> repos, LocalDate from, LocalDate to)
        implements PartitionQuery<List<RepositorySummary>> {
    SummariesQuery {
        repos = List.copyOf(repos);
    }

    @Override
    public Set<Integer> partitions(Partitioning partitioning) {
        return repos.stream().map(partitioning::partitionOf).collect(Collectors.toSet());
    }

    @Override
    public LocalRead<List<RepositorySummary>> answer(PartitionView view) {
        List<RepoId> here = repos.stream().filter(view::has).toList();
        if (here.isEmpty()) return new LocalRead.NotOwned<>(view.partition());
        var summaries = new ArrayList<RepositorySummary>();
        LocalRead<Boolean> all = summary(here.get(0), view).map(summaries::add);
        for (RepoId repo : here.subList(1, here.size())) {
            all = all.then(any -> summary(repo, view).map(summaries::add));
        }
        return all.map(any -> summaries);
    }

    @Override
    public List<RepositorySummary> merge(List<List<RepositorySummary>> parts) {
        Map<RepoId, RepositorySummary> byRepo = new HashMap<>();
        parts.forEach(part -> part.forEach(summary -> byRepo.put(summary.repo(), summary)));
        return repos.stream()
                .flatMap(repo -> Optional.ofNullable(byRepo.get(repo)).stream())
                .toList();
    }

    private LocalRead<RepositorySummary> summary(RepoId repo, PartitionView view) {
        return new NumbersQuery(repo)
                .answer(view)
                .then(numbers -> new DaysQuery(repo, from, to)
                        .answer(view)
                        .map(days -> new RepositorySummary(repo, numbers, downloads(days))));
    }

    private static long downloads(List<RepositoryDay> days) {
        return days.stream().mapToLong(day -> day.counts().downloads()).sum();
    }
}
