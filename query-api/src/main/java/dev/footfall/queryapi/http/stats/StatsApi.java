package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.ListPage;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.Via;
import dev.footfall.events.balances.OpeningBalances;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.ListPart;
import dev.footfall.queryapi.http.ListPlace;
import dev.footfall.queryapi.http.ListedRows;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.PagedList;
import dev.footfall.queryapi.http.Problem;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.SeenRepository;
import dev.footfall.queryapi.question.IsLikedQuery;
import dev.footfall.queryapi.question.LikedByQuery;
import dev.footfall.queryapi.question.LikersQuery;
import dev.footfall.queryapi.question.RepositoryNumbers;
import dev.footfall.queryapi.question.SourcesQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.states.States;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.OperationAccess;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * The native statistics API, {@code /v1}: repositories, periods, breakdowns, rankings, search, exports, badges and charts. An
 * endpoint whose projection is not counted answers 404. Stateless; safe for many threads.
 */
public final class StatsApi implements Api {
    private final States states;

    public StatsApi(States states) {
        this.states = states;
    }

    @Override
    public List<Endpoint> endpoints(QueryService service) {
        return List.of(
                Endpoint.of(StatsEndpoint.OPERATION, new StatsEndpoint(service)::answer),
                Endpoint.of(RecentEndpoint.OPERATION, new RecentEndpoint(service)::answer),
                Endpoint.of(HourlyEndpoint.OPERATION, ProjectionNames.HOURS, new HourlyEndpoint(service)::answer),
                Breakdown.clients(service),
                Breakdown.classes(service),
                NamesEndpoint.of(service, NameKind.FILES),
                NamesEndpoint.of(service, NameKind.REVISIONS),
                NamesEndpoint.of(service, NameKind.COUNTRIES),
                VisitorsEndpoint.of(service),
                Endpoint.of(SourcesEndpoint.OPERATION, ProjectionNames.SOURCES, new SourcesEndpoint(service)::answer),
                BadgeEndpoint.svg(service),
                BadgeEndpoint.json(service),
                ChartEndpoint.chart(service),
                ChartEndpoint.sparkline(service),
                WeeklyFeedEndpoint.of(service, states),
                Endpoint.of(CompareEndpoint.OPERATION, new CompareEndpoint(service)::answer),
                Endpoint.of(EmbedEndpoint.OPERATION, new EmbedEndpoint(service)::answer),
                Endpoint.of(LikeEndpoint.OPERATION, new LikeEndpoint(service)::answer),
                Endpoint.of(LikersEndpoint.OPERATION, new LikersEndpoint(service)::answer),
                TrendingEndpoint.of(service),
                Endpoint.of(RepositoriesEndpoint.OPERATION, new RepositoriesEndpoint(service)::answer),
                Endpoint.of(CountedEndpoint.OPERATION, new CountedEndpoint(service)::answer),
                Endpoint.of(SearchEndpoint.OPERATION, new SearchEndpoint(service)::answer),
                Endpoint.of(UnusedEndpoint.OPERATION, new UnusedEndpoint(service)::answer),
                Endpoint.of(LikesOfUserEndpoint.OPERATION, new LikesOfUserEndpoint(service)::answer),
                Endpoint.of(UserStatsEndpoint.OPERATION, ProjectionNames.USERS, new UserStatsEndpoint(service)::answer),
                Endpoint.of(BulkEndpoint.OPERATION, new BulkEndpoint(service)::answer),
                Endpoint.of(NamespaceEndpoint.OPERATION, new NamespaceEndpoint(service)::answer),
                Endpoint.of(NamespaceChartEndpoint.OPERATION, new NamespaceChartEndpoint(service)::answer),
                Endpoint.of(DailyEndpoint.OPERATION, new DailyEndpoint(service)::answer),
                Endpoint.of(
                        HourlyRowsEndpoint.OPERATION, ProjectionNames.HOURS, new HourlyRowsEndpoint(service)::answer));
    }

    record StatsEndpoint(QueryService service) {
        private record Totals(RepositoryNumbers numbers, List<OriginTotal> balances) {}

        /** {@code until}: the last day of its balances. */
        private record OriginTotal(String origin, long downloads, LocalDate until) {}

        private static final Table<OriginTotal> BALANCES = Table.<OriginTotal>of(
                        Column.text("origin", OriginTotal::origin),
                        Column.count("downloads", OriginTotal::downloads),
                        Column.date("until", OriginTotal::until))
                .named("Balance");

        private static final Table<Totals> TOTALS = Table.<Totals>of(
                        Column.count("downloads", totals -> totals.numbers.downloads()),
                        Column.count("likes", totals -> totals.numbers.likes()))
                .andOnRequest(BALANCES.list(RecentDays.BALANCES, Totals::balances))
                .named("Stats");

        private static final QueryParameter<Set<String>> FIELDS =
                QueryParameter.words("fields", "Extra columns.", TOTALS.onRequest());

        static final Operation OPERATION = Responses.repository(
                Operation.get("/{type}s/{namespace}/{name}/stats", "A repository's totals.")
                        .taking(FIELDS, AnswerRenderer.PARTIAL),
                Response.json("The totals.", TOTALS.schema()));

        Reply answer(Request request) {
            AnswerRenderer.isPartialAllowed(request.query());
            Table<Totals> shown = TOTALS.showing(FIELDS.of(request.query()));
            return service.answers()
                    .reply(
                            service.repositories().repository(request),
                            seen -> seen.map(repository -> AnswerRenderer.json(shown, totals(repository))));
        }

        private Totals totals(SeenRepository seen) {
            OpeningBalances balances = service.state().balances();
            List<OriginTotal> origins = new TreeMap<>(seen.numbers().balance().byOrigin())
                    .entrySet().stream()
                            .map(one -> new OriginTotal(
                                    one.getKey(),
                                    one.getValue(),
                                    balances.last(seen.lineage().names(), one.getKey())))
                            .toList();
            return new Totals(seen.numbers(), origins);
        }
    }

    /**
     * {@code GET /embed/{type}s/{namespace}/{name}}: a page with a repository's chart, for pages of the origins that
     * {@code query.embed-origins} names. It is the same for what is unknown: the chart in it asks, as anybody does.
     */
    record EmbedEndpoint(QueryService service) {
        private static final String TYPE = "text/html;charset=utf-8";
        private static final QueryParameter<Integer> DAYS =
                QueryParameter.integer("days", "The number of days up to today.", 30, 1, 365);

        static final Operation OPERATION = Responses.tagged(
                        Operation.get(
                                        "/embed/{type}s/{namespace}/{name}",
                                        "A repository's chart as an embeddable " + "page.")
                                .taking(CommonSchemas.REPOSITORY, DAYS, Svg.THEME, Svg.TITLE),
                        Response.of(200, "The page; pages of query.embed-origins may frame it.", TYPE, Schema.text()))
                .answering(Responses.BAD_PARAMETER);

        private static final String PAGE = Svg.resource("embed.html");

        Reply answer(Request request) {
            String theme = Svg.THEME.of(request.query());
            String page = PAGE.formatted(
                    theme.equals("auto") ? "light dark" : theme,
                    request.segment(1),
                    Svg.escaped(request.segment(2)),
                    Svg.escaped(request.segment(3)),
                    DAYS.of(request.query()),
                    theme,
                    Svg.escaped(Svg.TITLE.of(request.query()).orElse("")));
            String policy =
                    "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
                            + " frame-ancestors " + service.config().frameAncestors();
            return Reply.of(200, TYPE, page).withEntityTag().with("Content-Security-Policy", policy);
        }
    }

    record SourcesEndpoint(QueryService service) {
        private static final String SOURCES = "sources";

        private static final PagedList LIST =
                PagedList.of(SOURCES, ListPlace.of(-3, "files-1"), "The number of file servers.", 1_000, 10_000);
        private static final Listing<SourceFiles> ANSWER = new Listing<>(
                SOURCES,
                Table.<SourceFiles>of(
                                Column.text("source", SourceFiles::source),
                                Column.count("files", SourceFiles::files),
                                by(Via.HTTP),
                                by(Via.GIT),
                                by(Via.LFS),
                                Column.time("first", SourceFiles::first),
                                Column.time("last", SourceFiles::last))
                        .named("Source"));

        static final Operation OPERATION = Responses.repository(
                Operation.get("/{type}s/{namespace}/{name}/stats/sources", "The file servers of a repository.")
                        .taking(LIST, Listing.FORMAT, AnswerRenderer.PARTIAL),
                PagedList.linked(ANSWER.described(
                        "The counted files of all days by the file server that observed them, by request path (http, "
                                + "git, lfs), and with the times of the first and the last one: most files first. "
                                + "Files without a source are in none.",
                        PagedList.schema(Schema.object()
                                        .and(SOURCES, Schema.list(ANSWER.table().schema())))
                                .named("Sources"))));

        private static Column<SourceFiles> by(Via via) {
            return Column.count(via.label(), source -> source.filesBy(via));
        }

        Reply answer(Request request) {
            AnswerRenderer.isPartialAllowed(request.query());
            boolean isCsv = Listing.isCsv(request.query());
            ListPart part = ListPart.of(LIST, request, service.today());
            return service.reply(request, seen -> service.ask(new SourcesQuery(seen.lineage())), all -> {
                var rows = part.of(all.stream(), source -> ListPlace.of(-source.files(), source.source()));
                Reply reply = isCsv
                        ? ANSWER.csv(rows.rows())
                        : AnswerRenderer.json(json -> {
                            ANSWER.table().writeList(json, SOURCES, rows.rows());
                            rows.writeNext(json);
                        });
                return part.linked(reply, rows);
            });
        }
    }

    record LikeEndpoint(QueryService service) {
        private static final Table<Boolean> ANSWER =
                Table.of(Column.<Boolean>bool("liked", yes -> yes)).named("Liked");

        static final Operation OPERATION = Responses.repository(
                        Operation.get("/{type}s/{namespace}/{name}/like", "Whether the caller likes a repository."),
                        Response.json("Whether the caller likes it.", ANSWER.schema()))
                .by(OperationAccess.USER)
                .answering(Responses.UNAUTHORIZED);

        Reply answer(Request request) {
            String user = request.signedIn().user().orElseThrow(); // before any look-up
            return service.reply(
                    request,
                    seen -> service.ask(new IsLikedQuery(seen.lineage(), user)),
                    yes -> AnswerRenderer.json(ANSWER, yes));
        }
    }

    record LikersEndpoint(QueryService service) {
        static final PagedList LIST = PagedList.of(
                "likers",
                ListPlace.of(0, "model/myorg/mymodel", "alice"),
                "The number of entries, newest first.",
                50,
                100);
        static final Column<Like> SINCE = Column.time("since", Like::since);

        private static final Table<Like> LIKERS = Table.of(
                        new Column<>("user", CommonSchemas.USER.schema(), Like::user), SINCE)
                .named("Liker");

        static final Operation OPERATION = Responses.repository(
                Operation.get("/{type}s/{namespace}/{name}/likers", "The users who like a repository.")
                        .taking(LIST),
                PagedList.linked(Response.json(
                        "Newest first.",
                        PagedList.schema(Schema.object().and("likers", Schema.list(LIKERS.schema())))
                                .named("Likers"))));

        Reply answer(Request request) {
            ListPart part = ListPart.of(LIST, request, service.today());
            ListPage<Like> page = part.page(ListPlace::like);
            return service.reply(
                    request,
                    seen -> {
                        var question = new LikersQuery(seen.lineage(), page);
                        return service.ask(question).map(question::part);
                    },
                    likes -> {
                        var rows = part.of(likes.stream(), ListPlace::of);
                        Reply reply = AnswerRenderer.json(json -> {
                            LIKERS.writeList(json, "likers", rows.rows());
                            rows.writeNext(json);
                        });
                        return part.linked(reply, rows);
                    });
        }
    }

    record LikesOfUserEndpoint(QueryService service) {
        private static final int USER_SEGMENT = 2;
        private static final PagedList LIST = LikersEndpoint.LIST.by("likes", LikersEndpoint.LIST.any());
        private static final Table<Like> LIKES = Table.of(
                        CommonSchemas.id(Like::repo), CommonSchemas.type(Like::repo), LikersEndpoint.SINCE)
                .named("LikedRepository");

        static final Operation OPERATION = Responses.orNotFound(Responses.numbers(
                Operation.get("/v1/users/{user}/likes", "The repositories that a user likes and the caller may see.")
                        .taking(CommonSchemas.USER, LIST, AnswerRenderer.PARTIAL),
                PagedList.linked(Response.json(
                        "Newest first; empty for an unknown user.",
                        CommonSchemas.maybePartial(
                                        PagedList.schema(Schema.object().and("likes", Schema.list(LIKES.schema()))))
                                .named("LikesOfUser")))));

        Reply answer(Request request) {
            boolean partialAllowed = AnswerRenderer.isPartialAllowed(request.query());
            ListPart part = ListPart.of(LIST, request, service.today());
            String user = request.segment(USER_SEGMENT);
            if (!LikeEvent.isName(user)) return Problem.notFound();
            ListPage<Like> page = part.page(ListPlace::like);
            Answer<ListedRows<Like>> likes = service.state()
                    .ask(new LikedByQuery(user, page, request.caller()))
                    .map(found -> part.of(found.stream(), ListPlace::of));
            Reply reply = service.answers().reply(likes, partialAllowed, found -> json -> {
                LIKES.writeList(json, "likes", found.rows());
                found.writeNext(json);
            });
            return part.linked(reply, likes);
        }
    }
}
