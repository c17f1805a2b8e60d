package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.ListPart;
import dev.footfall.queryapi.http.ListPlace;
import dev.footfall.queryapi.http.ListedRows;
import dev.footfall.queryapi.http.PagedList;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.SeenSummary;
import dev.footfall.queryapi.http.TypeParameter;
import dev.footfall.queryapi.http.VisibleRepositories;
import dev.footfall.queryapi.question.DownloadSeriesQuery;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code GET /v1/repositories}: the repositories that the caller may see, by type and name, or the most downloaded
 * first. A part begins after a place, not at a number, so a walk by name meets each repository that is there all the while once,
 * whatever else comes and goes.
 */
record RepositoriesEndpoint(QueryService service) {
    private static final PeriodParameter PERIOD = PeriodParameter.of(30, 366, 366);
    private static final PagedList LIST = PagedList.of(
            "repositories", ListPlace.of("model/myorg/mymodel"), "The number of repositories.", 100, 1_000);
    private static final PagedList BY_DOWNLOADS =
            LIST.by("repositories by downloads", ListPlace.of(-3, "model/myorg/mymodel"));
    private static final PagedList BY_RECENT =
            LIST.by("repositories by recent", new ListPlace(List.of(-3L, 0L), List.of("model/myorg/mymodel")));
    private static final QueryParameter<Optional<String>> NAMESPACE = QueryParameter.checked(
            "namespace",
            "Only repositories of this user or organisation.",
            CommonSchemas.NAMESPACE.schema().with("example", "myorg"),
            name -> RepoId.of(RepoType.MODEL, name, "-").isPresent(),
            "1 to 96 of A-Z a-z 0-9 . _ -");
    private static final QueryParameter<Optional<String>> PREFIX =
            QueryParameter.text("prefix", "Only names, namespace/name, that begin so.", 193);
    private static final String NAME = "name";
    private static final String DOWNLOADS = "downloads";
    private static final String RECENT = "recent";
    private static final QueryParameter<String> SORT = QueryParameter.word(
            "sort",
            "The order: by type and name; or by the downloads of all days, or the recent ones of the period and likes, the "
                    + "most first.",
            NAME,
            List.of(NAME, DOWNLOADS, RECENT));

    private static final String REPOSITORIES = "repositories";
    private static final Table<SeenSummary> ROWS = Table.<SeenSummary>of(
                    CommonSchemas.id(SeenSummary::repo), CommonSchemas.type(SeenSummary::repo))
            .and(SeenSummary.TABLE, Function.identity())
            .named("ListedRepository");

    static final Operation OPERATION = Responses.numbers(
            Operation.get("/v1/repositories", "All repositories that the caller may see.")
                    .taking(TypeParameter.ANY, NAMESPACE, PREFIX, PERIOD, SORT, SeriesColumn.FIELDS, LIST),
            PagedList.linked(Response.json(
                    "All parts together have each repository once, by type and name whatever changes meanwhile.",
                    PagedList.schema(Schema.object()
                                    .and(REPOSITORIES, Schema.list(ROWS.schema()))
                                    .and("period", Period.TABLE.schema()))
                            .named("Repositories"))));

    private static NamedRepositories named(QueryParameters query, VisibleRepositories known) {
        String prefix = PREFIX.of(query).orElse("");
        String begin = NAMESPACE.of(query).map(name -> name + "/").orElse("");
        boolean isWithin = prefix.startsWith(begin);
        // those of a namespace that a prefix does not begin with are none
        String both = isWithin ? prefix : begin.startsWith(prefix) ? begin : "/";
        return new NamedRepositories(known, TypeParameter.ANY.of(query), both);
    }

    Reply answer(Request request) {
        QueryParameters query = request.query();
        String sort = SORT.of(query);
        ListPart part = ListPart.of(
                sort.equals(RECENT) ? BY_RECENT : sort.equals(DOWNLOADS) ? BY_DOWNLOADS : LIST,
                request,
                service.today());
        part.page(RepositoriesEndpoint::repository);
        Period period = PERIOD.of(query, part.today());
        Set<String> columns = SeriesColumn.of(part, period);
        var known = new VisibleRepositories(service.state(), request.caller());
        NamedRepositories named = named(query, known);
        boolean isLongAgo = !period.start().isAfter(service.today().minusDays(TrendingQuery.RECENT_DAYS));
        var shares = service.shares();
        return request.with(sort.equals(RECENT) && isLongAgo ? shares.past() : shares.categories(), () -> {
            ListedRows<RepoId> found = found(part, sort, named, period);
            var summaries = summaries(known, found.rows(), request, period);
            var rows = found.with(columns.isEmpty() ? summaries : withSeries(known, summaries, period));
            Reply reply = service.reply(known.answer(asOf -> rows), all -> reply(all, period, columns));
            return part.linked(service.withGaps(period, reply), rows);
        });
    }

    private ListedRows<RepoId> found(ListPart part, String sort, NamedRepositories named, Period period) {
        if (sort.equals(NAME)) {
            Optional<RepoId> after = part.after().flatMap(RepositoriesEndpoint::repository);
            return part.of(named.after(after), repo -> ListPlace.of(repo.key()));
        }
        var ranked = new RankedNames(service, named, part, period);
        return sort.equals(RECENT) ? ranked.byRecent() : ranked.byDownloads();
    }

    private static Optional<RepoId> repository(ListPlace place) {
        return RepoId.ofKey(place.names().get(0));
    }

    private List<SeenSummary> summaries(
            VisibleRepositories known, List<RepoId> listed, Request request, Period period) {
        if (listed.isEmpty()) return List.of();
        List<Lineage> repos = listed.stream().map(known.renames()::lineage).toList();
        return known.whole(service.repositories().summaries(repos, request.caller(), period)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private List<SeenSummary> withSeries(VisibleRepositories known, List<SeenSummary> rows, Period period) {
        if (rows.isEmpty()) return rows;
        List<Lineage> repos = rows.stream().map(row -> row.seen().lineage()).toList();
        Map<RepoId, List<Long>> series = new HashMap<>();
        known.whole(service.state()
                        .askOfMany(
                                repos, some -> new DownloadSeriesQuery(some, period.start(), period.end(), Set.of())))
                .forEach(one -> series.put(one.repo(), one.downloads()));
        return rows.stream()
                .map(row -> row.withSeries(series.getOrDefault(row.repo(), List.of())))
                .toList();
    }

    private static Reply reply(ListedRows<SeenSummary> rows, Period period, Set<String> columns) {
        return AnswerRenderer.json(json -> {
            ROWS.showing(columns).writeList(json, REPOSITORIES, rows.rows());
            period.writeTo(json);
            rows.writeNext(json);
        });
    }
}
