package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Partitioning;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.renames.Lineage;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The counts of these repositories today and in the month that ends today, from the rows of their days: the downloads by each
 * way are in them. All partitions are asked, as by {@link UsageQuery}.
 *
 * @param repos of at most {@link UsageQuery#MOST} names
 */
public record WaysQuery(List<Lineage> repos, LocalDate today) implements PartitionQuery<List<WaysQuery.Ways>> {
    /** The counts of one repository. */
    public record Ways(RepoId repo, DailyCounts today, DailyCounts month) {
        private Ways plus(Ways other) {
            return new Ways(repo, today.plus(other.today), month.plus(other.month));
        }
    }

    public WaysQuery {
        repos = List.copyOf(repos);
    }

    @Override
    public Set<Integer> partitions(Partitioning partitioning) {
        return PartitionQuery.all(partitioning);
    }

    @Override
    public LocalRead<List<Ways>> answer(PartitionView view) {
        List<Ways> found = new ArrayList<>();
        LocalRead<List<Ways>> all = view.state()
                .totals(view.partition(), List.of(), totals -> totals)
                .map(none -> found);
        for (Lineage repo : repos) {
            if (repo.names().stream().noneMatch(view::has)) continue;
            all = all.then(any -> ways(repo, view).map(ways -> with(found, ways)));
        }
        return all.map(any -> found);
    }

    private LocalRead<Ways> ways(Lineage repo, PartitionView view) {
        return new DaysQuery(repo, today.minusDays(UsageQuery.MONTH_DAYS - 1L), today)
                .answer(view)
                .map(days -> new Ways(repo.name(), sum(days, today), sum(days, LocalDate.MIN)));
    }

    private static DailyCounts sum(List<RepositoryDay> days, LocalDate from) {
        return days.stream()
                .filter(day -> !day.date().isBefore(from))
                .map(RepositoryDay::counts)
                .reduce(DailyCounts.ZERO, DailyCounts::plus);
    }

    private static List<Ways> with(List<Ways> found, Ways ways) {
        found.add(ways);
        return found;
    }

    @Override
    public List<Ways> merge(List<List<Ways>> parts) {
        return Sums.ofEach(Ways::repo, Ways::plus, parts.stream().flatMap(List::stream));
    }
}
