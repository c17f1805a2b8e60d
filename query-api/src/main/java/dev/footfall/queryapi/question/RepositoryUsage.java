package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counting.projections.Sources;
import dev.footfall.aggregator.counting.store.TotalsFormat;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.RecentDownloads;
import dev.footfall.aggregator.counts.RepositoryTotals;
import dev.footfall.aggregator.counts.SourceFiles;
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

    static RepositoryUsage of(RepoId repo, byte[] value, LocalDate today) {
        int day = Math.toIntExact(today.toEpochDay());
        RepositoryTotals totals = TotalsFormat.decode(value);
        RecentDownloads recent = totals.recent();
        long month = recent.sum(day - MONTH_DAYS + 1, day);
        return new RepositoryUsage(repo, totals.counts(), recent.sum(day, day), month, Sources.of(value));
    }
}
