package dev.footfall.queryapi.http.stats;

import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.ListPart;
import dev.footfall.queryapi.http.ListPlace;
import dev.footfall.queryapi.http.ListedRows;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.PagedList;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.SeenSummary;
import dev.footfall.queryapi.http.VisibleRepositories;
import dev.footfall.queryapi.question.DownloadSeries;
import dev.footfall.queryapi.question.DownloadSeriesQuery;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

record NamespaceEndpoint(QueryService service) {
    private static final int NAMESPACE_PLACE = 2;
    private static final int MOST_DAYS = 3 * 366;

    private static final PeriodParameter PERIOD = PeriodParameter.of(30, MOST_DAYS, MOST_DAYS);
    private static final PagedList LIST = PagedList.of(
            "namespace",
            new ListPlace(List.of(-3L, 0L), List.of("model/myorg/mymodel")),
            "The number of repositories listed; the total includes all.",
            100,
            1_000);

    private static final QueryParameter<String> INTERVAL = Interval.DAY.orElse(Interval.DAY);

    private static final Listing<SeenSummary> ANSWER = new Listing<>("repositories", NamespaceTotals.ROWS);
    static final Operation OPERATION = Responses.orNotFound(Responses.numbers(
            Operation.get("/v1/namespaces/{namespace}/stats", "A namespace's repositories that the caller may see.")
                    .taking(CommonSchemas.NAMESPACE, PERIOD, INTERVAL, LIST, SeriesColumn.FIELDS, Listing.FORMAT),
            PagedList.linked(ANSWER.described(
                    "By recent_downloads, then likes, both descending, then by type and name.",
                    PagedList.schema(ANSWER.schema().and("total", NamespaceTotals.TOTAL.schema()))
                            .named("Namespace")))));

    Reply answer(Request request) {
        boolean isCsv = Listing.isCsv(request.query());
        ListPart part = ListPart.of(LIST, request, service.today());
        Period period = PERIOD.of(request.query(), part.today());
        var units = new Series(Interval.of(INTERVAL, request.query()), ZoneOffset.UTC, period);
        Set<String> columns = SeriesColumn.of(part, period);
        var known = new VisibleRepositories(service.state(), request.caller());
        return request.with(service.shares().categories(), () -> {
            List<Lineage> repositories = known.of(request.segment(NAMESPACE_PLACE));
            var summaries = service.repositories().summaries(repositories, request.caller(), period);
            var numbers = NamespaceTotals.of(known.whole(summaries), part);
            if (numbers.total().repositories() == 0) throw known.notFound(service.answers(), "no such namespace");
            var all = columns.isEmpty() ? numbers : numbers.withSeries(service, known, repositories, units);
            Reply reply = service.reply(known.answer(asOf -> all), found -> reply(found, period, columns, isCsv));
            return service.withGaps(period, part.linked(reply, all.part()));
        });
    }

    private static Reply reply(NamespaceTotals numbers, Period period, Set<String> columns, boolean isCsv) {
        var listing = new Listing<>(ANSWER.field(), ANSWER.table().showing(columns));
        if (isCsv) return listing.csv(numbers.rows());
        return AnswerRenderer.json(json -> {
            listing.fields(numbers.part(), period).writeTo(json);
            json.writeFieldName("total");
            NamespaceTotals.TOTAL.showing(columns).write(json, numbers.total());
        });
    }

    record NamespaceTotals(ListedRows<SeenSummary> part, Total total) {
        /** Repositories whose days are held at a time. */
        private static final int AT_ONCE = 100;

        private static final Comparator<SeenSummary> MOST_FIRST = Comparator.comparingLong(SeenSummary::recentDownloads)
                .thenComparingLong(SeenSummary::likes)
                .reversed()
                .thenComparing(SeenSummary::repo);

        static final Table<SeenSummary> ROWS = Table.<SeenSummary>of(
                        CommonSchemas.id(SeenSummary::repo), CommonSchemas.type(SeenSummary::repo))
                .and(SeenSummary.TABLE, Function.identity())
                .named("NamespaceRepository");
        static final Table<Total> TOTAL = Table.<Total>of(
                        Column.count("repositories", Total::repositories),
                        Column.count("downloads", Total::downloads),
                        Column.count("recent_downloads", Total::recent))
                .andOnRequest(Column.counts(SeenSummary.SERIES, Total::series))
                .named("NamespaceTotal");

        record Total(long repositories, long downloads, long recent, List<Long> series) {
            static Total of(List<SeenSummary> all) {
                return new Total(
                        all.size(),
                        all.stream().mapToLong(SeenSummary::downloads).sum(),
                        all.stream().mapToLong(SeenSummary::recentDownloads).sum(),
                        List.of());
            }
        }

        static NamespaceTotals of(List<Optional<SeenSummary>> summaries, ListPart part) {
            List<SeenSummary> all = summaries.stream().flatMap(Optional::stream).toList();
            return new NamespaceTotals(part.of(all.stream().sorted(MOST_FIRST), NamespaceTotals::place), Total.of(all));
        }

        private static ListPlace place(SeenSummary row) {
            return new ListPlace(
                    List.of(-row.recentDownloads(), -row.likes()),
                    List.of(row.repo().key()));
        }

        List<SeenSummary> rows() {
            return part.rows();
        }

        NamespaceTotals withSeries(
                QueryService service, VisibleRepositories known, List<Lineage> repositories, Series units) {
            Period period = units.period();
            Map<RepoId, List<Long>> byName = new HashMap<>();
            rows().forEach(row -> byName.put(row.repo(), List.of()));
            List<Long> sums = Collections.nCopies(Math.toIntExact(period.days()), 0L);
            for (List<Lineage> part : Lineage.parts(repositories, AT_ONCE)) {
                var question = new DownloadSeriesQuery(part, period.start(), period.end(), Set.of());
                for (DownloadSeries one : known.whole(service.state().askOfMany(part, some -> question))) {
                    byName.computeIfPresent(one.repo(), (any, none) -> units.sums(one.downloads()));
                    sums = DownloadSeries.plus(sums, one.downloads());
                }
            }
            List<SeenSummary> all = rows().stream()
                    .map(row -> row.withSeries(byName.getOrDefault(row.repo(), List.of())))
                    .toList();
            return new NamespaceTotals(
                    part.with(all), new Total(total.repositories, total.downloads, total.recent, units.sums(sums)));
        }
    }
}
