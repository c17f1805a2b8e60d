package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.renames.Renames.Lineage;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.RepositoryLookup;
import dev.footfall.queryapi.question.RepositoriesQuery.DownloadSeries;
import dev.footfall.queryapi.question.RepositoriesQuery.DownloadSeriesQuery;
import dev.footfall.queryapi.question.RepositoriesQuery.RepositorySummary;
import dev.footfall.queryapi.question.RepositoriesQuery.SummariesQuery;
import dev.footfall.queryapi.question.RepositoryQuery.RepositoryNumbers;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The numbers of a namespace's repositories, those with the most recent downloads first. */
record NamespaceTotals(List<Row> rows, Total total) {
    static final String SERIES = "series";

    /** Repositories whose days are held at a time. */
    private static final int AT_ONCE = 100;

    static final Table<Row> ROWS = Table.<Row>of(
                    CommonSchemas.id(Row::repo),
                    CommonSchemas.type(Row::repo),
                    Column.count("downloads", Row::downloads),
                    Column.count("likes", Row::likes),
                    Column.count("recent_downloads", Row::recent),
                    Column.bool("private", Row::isPrivate))
            .andOnRequest(Column.counts(SERIES, Row::series))
            .named("NamespaceRepository");
    static final Table<Total> TOTAL = Table.<Total>of(
                    Column.count("repositories", Total::repositories),
                    Column.count("downloads", Total::downloads),
                    Column.count("recent_downloads", Total::recent))
            .andOnRequest(Column.counts(SERIES, Total::series))
            .named("NamespaceTotal");

    record Row(RepoId repo, boolean isPrivate, RepositoryNumbers numbers, long recent, List<Long> series) {
        private static final Comparator<Row> MOST_FIRST = Comparator.comparingLong(Row::recent)
                .thenComparingLong(Row::likes)
                .reversed()
                .thenComparing(Row::repo);

        long downloads() {
            return numbers.totals().downloads();
        }

        long likes() {
            return numbers.likes();
        }

        Row withSeries(List<Long> days) {
            return new Row(repo, isPrivate, numbers, recent, days);
        }
    }

    record Total(long repositories, long downloads, long recent, List<Long> series) {
        static Total of(List<Row> all) {
            return new Total(
                    all.size(),
                    all.stream().mapToLong(Row::downloads).sum(),
                    all.stream().mapToLong(Row::recent).sum(),
                    List.of());
        }
    }

    static NamespaceTotals of(
            QueryService service, NamespaceRepositories repositories, Caller caller, Period period, int limit) {
        List<Lineage> seen = repositories.all();
        List<Function<RepositoryNumbers, Optional<RepositoryLookup.Seen>>> known = seen.stream()
                .map(repo -> service.repositories().known(repo, caller))
                .toList();
        List<RepositorySummary> summaries = repositories.whole(
                service.state().askOfMany(seen, some -> new SummariesQuery(some, period.start(), period.end())));
        var all = new ArrayList<Row>();
        for (int i = 0; i < summaries.size(); i++) {
            RepositorySummary summary = summaries.get(i);
            known.get(i)
                    .apply(summary.numbers())
                    .ifPresent(one -> all.add(
                            new Row(one.repo(), one.isPrivate(), one.numbers(), summary.recentDownloads(), List.of())));
        }
        List<Row> first = all.stream().sorted(Row.MOST_FIRST).limit(limit).toList();
        return new NamespaceTotals(first, Total.of(all));
    }

    NamespaceTotals withSeries(QueryService service, NamespaceRepositories repositories, Series units) {
        Period period = units.period();
        Map<RepoId, List<Long>> byName = new HashMap<>();
        rows.forEach(row -> byName.put(row.repo, List.of()));
        List<Long> sums = Collections.nCopies(Math.toIntExact(period.days()), 0L);
        for (List<Lineage> part : Lineage.parts(repositories.all(), AT_ONCE)) {
            var question = new DownloadSeriesQuery(part, period.start(), period.end(), Set.of());
            for (DownloadSeries one : repositories.whole(service.state().askOfMany(part, some -> question))) {
                byName.computeIfPresent(one.repo(), (any, none) -> units.sums(one.downloads()));
                sums = DownloadSeries.plus(sums, one.downloads());
            }
        }
        List<Row> all = rows.stream()
                .map(row -> row.withSeries(byName.getOrDefault(row.repo, List.of())))
                .toList();
        return new NamespaceTotals(all, new Total(total.repositories, total.downloads, total.recent, units.sums(sums)));
    }
}
