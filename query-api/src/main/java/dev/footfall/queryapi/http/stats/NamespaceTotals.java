package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.renames.Renames.Lineage;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.RepositoryLookup.Summary;
import dev.footfall.queryapi.question.RepositoriesQuery.DownloadSeries;
import dev.footfall.queryapi.question.RepositoriesQuery.DownloadSeriesQuery;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The numbers of a namespace's repositories, those with the most recent downloads first. */
record NamespaceTotals(List<Summary> rows, Total total) {
    /** Repositories whose days are held at a time. */
    private static final int AT_ONCE = 100;

    private static final Comparator<Summary> MOST_FIRST = Comparator.comparingLong(Summary::recentDownloads)
            .thenComparingLong(Summary::likes)
            .reversed()
            .thenComparing(Summary::repo);

    static final Table<Summary> ROWS = Table.<Summary>of(
                    CommonSchemas.id(Summary::repo), CommonSchemas.type(Summary::repo))
            .and(Summary.TABLE, Function.identity())
            .named("NamespaceRepository");
    static final Table<Total> TOTAL = Table.<Total>of(
                    Column.count("repositories", Total::repositories),
                    Column.count("downloads", Total::downloads),
                    Column.count("recent_downloads", Total::recent))
            .andOnRequest(Column.counts(Summary.SERIES, Total::series))
            .named("NamespaceTotal");

    record Total(long repositories, long downloads, long recent, List<Long> series) {
        static Total of(List<Summary> all) {
            return new Total(
                    all.size(),
                    all.stream().mapToLong(Summary::downloads).sum(),
                    all.stream().mapToLong(Summary::recentDownloads).sum(),
                    List.of());
        }
    }

    static NamespaceTotals of(
            QueryService service, NamespaceRepositories repositories, Caller caller, Period period, int limit) {
        var summaries = service.repositories().summaries(repositories.all(), caller, period);
        List<Summary> all =
                repositories.whole(summaries).stream().flatMap(Optional::stream).toList();
        List<Summary> first = all.stream().sorted(MOST_FIRST).limit(limit).toList();
        return new NamespaceTotals(first, Total.of(all));
    }

    NamespaceTotals withSeries(QueryService service, NamespaceRepositories repositories, Series units) {
        Period period = units.period();
        Map<RepoId, List<Long>> byName = new HashMap<>();
        rows.forEach(row -> byName.put(row.repo(), List.of()));
        List<Long> sums = Collections.nCopies(Math.toIntExact(period.days()), 0L);
        for (List<Lineage> part : Lineage.parts(repositories.all(), AT_ONCE)) {
            var question = new DownloadSeriesQuery(part, period.start(), period.end(), Set.of());
            for (DownloadSeries one : repositories.whole(service.state().askOfMany(part, some -> question))) {
                byName.computeIfPresent(one.repo(), (any, none) -> units.sums(one.downloads()));
                sums = DownloadSeries.plus(sums, one.downloads());
            }
        }
        List<Summary> all = rows.stream()
                .map(row -> row.withSeries(byName.getOrDefault(row.repo(), List.of())))
                .toList();
        return new NamespaceTotals(all, new Total(total.repositories, total.downloads, total.recent, units.sums(sums)));
    }
}
