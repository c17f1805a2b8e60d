package dev.footfall.dialects.category;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.question.DaysQuery;
import dev.footfall.queryapi.question.RepositoryDay;
import dev.footfall.queryapi.question.RepositoryUsage;
import dev.footfall.queryapi.question.Sums;
import dev.footfall.queryapi.question.UsageQuery;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
import java.util.List;

/**
 * From the rows of days, which have the downloads by each way, today and in the month that ends today. All
 * partitions are asked, as by {@link UsageQuery}. {@code repos} have at most {@link UsageQuery#MOST} names.
 */
public record WaysQuery(List<Lineage> repos, LocalDate today) implements PartitionQuery<List<WaysQuery.Ways>> {
    public record Ways(RepoId repo, DailyCounts today, DailyCounts month) {
        private Ways plus(Ways other) {
            return new Ways(repo, today.plus(other.today), month.plus(other.month));
        }
    }

    public WaysQuery {
        repos = List.copyOf(repos);
    }

    @Override
    public LocalRead<List<Ways>> answer(PartitionView view) {
        List<Lineage> here = repos.stream()
                .filter(repo -> repo.names().stream().anyMatch(view::has))
                .toList();
        if (!here.isEmpty()) return LocalRead.each(here, repo -> ways(repo, view));
        // a partition without any of them has an as-of, too
        return view.state().totals().ofEach(view.partition(), List.of()).map(none -> List.of());
    }

    private LocalRead<Ways> ways(Lineage repo, PartitionView view) {
        return new DaysQuery(repo, today.minusDays(RepositoryUsage.MONTH_DAYS - 1L), today)
                .answer(view)
                .map(days -> new Ways(repo.name(), sum(days, today), sum(days, LocalDate.MIN)));
    }

    private static DailyCounts sum(List<RepositoryDay> days, LocalDate from) {
        return days.stream()
                .filter(day -> !day.date().isBefore(from))
                .map(RepositoryDay::counts)
                .reduce(DailyCounts.ZERO, DailyCounts::plus);
    }

    @Override
    public List<Ways> merge(List<List<Ways>> parts) {
        return Sums.ofEach(Ways::repo, Ways::plus, parts.stream().flatMap(List::stream));
    }
}
