package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.ListPart;
import dev.footfall.queryapi.http.ListedRows;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.PagedList;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.TypeParameter;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Schema;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

record TrendingEndpoint(QueryService service, ClassesParameter classes) {
    private static final String GROWTH = "growth";
    private static final TypeParameter TYPE =
            new TypeParameter("The type of the repositories.", Optional.of(RepoType.MODEL));
    private static final PeriodParameter PERIOD = PeriodParameter.of(7, 90, 90);
    private static final PagedList LIST =
            PagedList.of("trending", TrendingEntry.PLACE, "The number of repositories.", 20, TrendingEntry.MOST);
    private static final PagedList BY_GROWTH = LIST.by("trending by growth", TrendingEntry.PLACE_BY_GROWTH);
    private static final QueryParameter<String> SORT = QueryParameter.word(
            "sort",
            "The order: by recent_downloads; or, of the 100 with the most, by finished_downloads / "
                    + "previous_finished_downloads, by what that is at least with a certainty of 97.5 %.",
            "recent",
            List.of("recent", GROWTH));
    private static final QueryParameter<Set<String>> FIELDS =
            QueryParameter.words("fields", "Extra columns.", ComparedDays.TABLE.onRequest());
    private static final QueryParameter<Boolean> EXPLAIN = QueryParameter.bool(
            "explain",
            "Adds the numbers that explain each rank, in all columns except series; to an empty ranking, the last day "
                    + "with downloads.",
            false);
    private static final String LAST_DAY = "last_day";
    private static final Listing<TrendingEntry> ANSWER = new Listing<>("trending", TrendingEntry.TABLE);

    private static final Operation PARAMETERS = Operation.get(
                    "/trending", "The most downloaded repositories that the caller may see.")
            .taking(TYPE, PERIOD, LIST, SORT, FIELDS, EXPLAIN, Listing.FORMAT, AnswerRenderer.PARTIAL);

    static Endpoint of(QueryService service) {
        var classes = ClassesParameter.of(
                "The classes of clients whose downloads are ranked and counted in recent_downloads; by default all.",
                service.backend().classes());
        Operation operation = Responses.numbers(
                PARAMETERS.taking(classes.parameter()),
                PagedList.linked(ANSWER.described(
                        "By recent_downloads, then likes, both descending, then by id.",
                        CommonSchemas.maybePartial(
                                        PagedList.schema(ANSWER.schema()).maybe(LAST_DAY, Schema.date()))
                                .named("Trending"))));
        return Endpoint.of(operation, new TrendingEndpoint(service, classes)::answer);
    }

    private Reply answer(Request request) {
        QueryParameters query = request.query();
        boolean partialAllowed = AnswerRenderer.isPartialAllowed(query);
        boolean isCsv = Listing.isCsv(query);
        boolean isByGrowth = SORT.of(query).equals(GROWTH);
        ListPart part = ListPart.of(isByGrowth ? BY_GROWTH : LIST, request, service.today());
        LocalDate today = part.today();
        Period period = past(PERIOD.of(query, today), today);
        RepoType type = TYPE.of(query).orElseThrow();
        var ranking = new TrendingQuery(type, period.start(), period.end(), classes.of(query), part.limit())
                .with(
                        isByGrowth
                                ? ListPage.first(TrendingEntry.MOST)
                                : part.page(place -> TrendingEntry.row(type, place)));

        Set<String> columns = columns(query);
        boolean hasPrevious = isByGrowth || columns.stream().anyMatch(column -> column.startsWith("previous"));
        boolean hasFinished = isByGrowth || columns.stream().anyMatch(column -> column.contains("finished"));
        long earlier =
                (hasPrevious ? period.days() : 0) + (hasFinished && period.end().equals(today) ? 1 : 0);

        var wanted = new TrendingRanking(service, ranking, part, isByGrowth, List.copyOf(columns));
        Answer<ListedRows<TrendingEntry>> answer = ask(wanted, request);
        var listing = new Listing<>(ANSWER.field(), ANSWER.table().showing(columns));
        Reply reply = isCsv
                ? service.reply(answer, rows -> listing.csv(rows.rows()))
                : service.answers()
                        .reply(
                                answer,
                                partialAllowed,
                                rows -> rows.rows().isEmpty() && EXPLAIN.of(query) && answer instanceof Answer.Complete
                                        ? nothing(
                                                listing,
                                                period,
                                                request.with(service.shares().past(), wanted::lastDay))
                                        : listing.fields(rows, period));
        Period seen = new Period(period.start().minusDays(earlier), period.end());
        return period.on(service.withGaps(seen, part.linked(reply, answer)));
    }

    private static Period past(Period period, LocalDate today) {
        if (!period.end().isAfter(today)) return period;
        throw new BadParameter("to", period.end().toString(), "a day that is not after today, " + today);
    }

    private Set<String> columns(QueryParameters query) {
        Set<String> columns = new HashSet<>(FIELDS.of(query));
        if (EXPLAIN.of(query)) {
            columns.addAll(ANSWER.table().onRequest());
            if (!service.backend().projects(ProjectionNames.CLASSES)) columns.remove(ProjectionNames.CLASSES);
            if (!FIELDS.of(query).contains(ComparedDays.SERIES)) columns.remove(ComparedDays.SERIES);
        }
        return columns;
    }

    private static Json.Fields nothing(Listing<TrendingEntry> listing, Period period, Optional<LocalDate> lastDay) {
        return json -> {
            listing.fields(List.of(), period).writeTo(json);
            if (lastDay.isPresent())
                json.writeStringField(LAST_DAY, lastDay.get().toString());
        };
    }

    private Answer<ListedRows<TrendingEntry>> ask(TrendingRanking ranking, Request request) {
        TrendingQuery query = ranking.query();
        boolean isLongAgo = !query.from().isAfter(service.today().minusDays(TrendingQuery.RECENT_DAYS));
        boolean isOnHeap = !isLongAgo && query.classes().isEmpty();
        return isOnHeap ? ranking.ask() : request.with(service.shares().past(), ranking::ask);
    }
}
