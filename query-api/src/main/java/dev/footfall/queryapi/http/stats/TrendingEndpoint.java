package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.rollup.RecentDownloads;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.question.RankedRepository;
import dev.footfall.queryapi.question.RankingQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Places;
import dev.footfall.web.Reply;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** {@code GET /trending}: the repositories with the most downloads in the days that end today, or at another day. */
final class TrendingEndpoint implements Endpoint {
    private static final QueryParameter.EnumParameter TYPE = new QueryParameter.EnumParameter(
            "repo_type", "Which repositories.", Optional.of(RepoType.MODEL.label()), CommonSchemas.TYPES);
    private static final QueryParameter.IntParameter DAYS =
            new QueryParameter.IntParameter("days", "How many days are summed.", 7, 1, 90);
    private static final QueryParameter.IntParameter LIMIT =
            new QueryParameter.IntParameter("limit", "How many repositories.", 20, 1, 100);
    private static final QueryParameter.DateParameter AT = new QueryParameter.DateParameter(
            "at", "The last of the days, today (UTC) when not given; none in the future.");
    private static final Listing<RankedRepository> ANSWER = new Listing<>(
            "trending",
            Table.<RankedRepository>of(
                            CommonSchemas.id(ranked -> ranked.row().repo()),
                            CommonSchemas.type(ranked -> ranked.row().repo()),
                            Column.count("downloads", ranked -> ranked.row().downloads()),
                            Column.count("likes", ranked -> ranked.row().likes()),
                            Column.count(
                                    "recent_downloads", ranked -> ranked.row().recentDownloads()),
                            Column.bool("private", RankedRepository::isPrivate))
                    .named("TrendingRepository"));

    private static final Operation PARAMETERS = Operation.get(
                    "/trending", "The most downloaded repositories that the caller may see.")
            .taking(
                    TYPE.described(),
                    DAYS.described(),
                    AT.described(),
                    LIMIT.described(),
                    Listing.FORMAT.described(),
                    AnswerRenderer.PARTIAL.described());

    private final QueryService service;
    private final ClassesParameter classes;
    private final Operation operation;

    TrendingEndpoint(QueryService service) {
        this.service = service;
        this.classes = ClassesParameter.of(
                "The classes of clients whose downloads are ranked, and are recent_downloads; all downloads when not given.",
                service.backend().classes());
        this.operation = Responses.numbers(
                classes.describedIn(PARAMETERS),
                ANSWER.described(
                        "By recent_downloads, then likes, both descending, then by id.",
                        CommonSchemas.maybePartial(ANSWER.schema()).named("Trending")));
    }

    @Override
    public Operation operation() {
        return operation;
    }

    @Override
    public Reply answer(Request request) {
        QueryParameters query = request.query();
        boolean partialAllowed = AnswerRenderer.isPartialAllowed(query);
        boolean isCsv = Listing.isCsv(query);
        LocalDate today = service.today();
        Period period = Period.endingAt(AT.of(query, today).orElse(today), DAYS.of(query));
        RepoType type = TYPE.of(query).flatMap(RepoType::ofLabel).orElse(RepoType.MODEL);
        var ranking = new TrendingQuery(type, period.start(), period.end(), classes.of(query), LIMIT.of(query));

        Answer<List<RankedRepository>> answer = ask(ranking, request);
        return isCsv
                ? service.answers().reply(answer, rows -> Optional.of(ANSWER.csv(rows)))
                : service.answers().reply(answer, partialAllowed, rows -> ANSWER.fields(rows, period));
    }

    /** The ranking; one that cannot be made of the heap takes a place. */
    private Answer<List<RankedRepository>> ask(TrendingQuery ranking, Request request) {
        var ranked = new RenamedRanking(service, new RankingQuery(ranking, request.caller()));
        boolean isLongAgo = !ranking.from().isAfter(service.today().minusDays(RecentDownloads.DAYS));
        if (!isLongAgo && ranking.classes().isEmpty()) return ranked.ask();
        Places.Place place = request.placeAmong(service.shares().past());
        try (place) {
            return ranked.ask();
        }
    }
}
