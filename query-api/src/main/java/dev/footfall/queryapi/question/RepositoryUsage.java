package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.aggregator.query.CountedTotals;
import dev.footfall.events.RepoId;
import java.time.LocalDate;
import java.util.List;

/** {@code month} is the month that ends today. */
public record RepositoryUsage(RepoId repo, DailyCounts total, long today, long month, List<SourceFiles> sources) {
    public static final int MONTH_DAYS = 30;

    public RepositoryUsage {
        sources = List.copyOf(sources);
    }

    RepositoryUsage plus(RepositoryUsage other) {
        return new RepositoryUsage(
                repo,
                total.plus(other.total),
                today + other.today,
                month + other.month,
                SourcesQuery.plus(sources, other.sources));
    }

    static RepositoryUsage of(RepoId repo, CountedTotals totals, LocalDate today) {
        return new RepositoryUsage(
                repo,
                totals.counts(),
                totals.downloads(today, today),
                totals.downloads(today.minusDays(MONTH_DAYS - 1L), today),
                totals.sources());
    }
}
