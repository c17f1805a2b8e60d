package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.counting.Hours;
import dev.footfall.aggregator.counting.Sources;
import dev.footfall.aggregator.counting.Users;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.stats.HourlyEndpoint.HourlyRowsEndpoint;
import dev.footfall.queryapi.http.stats.LikeEndpoints.LikeEndpoint;
import dev.footfall.queryapi.http.stats.LikeEndpoints.LikersEndpoint;
import dev.footfall.queryapi.http.stats.LikeEndpoints.LikesOfUserEndpoint;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.question.RepositoryQuery.RepositoryNumbers;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import java.util.List;

/** The statistics of repositories: the hub's routes, and those of this product. */
public final class StatsApi implements Api {
    @Override
    public List<Endpoint> endpoints(QueryService service) {
        return List.of(
                Endpoint.of(StatsEndpoint.OPERATION, new StatsEndpoint(service)::answer),
                Endpoint.of(RecentEndpoint.OPERATION, new RecentEndpoint(service)::answer),
                Endpoint.of(HourlyEndpoint.OPERATION, Hours.NAME, new HourlyEndpoint(service)::answer),
                Breakdown.clients(service),
                Breakdown.classes(service),
                NamesEndpoint.of(service, NamesEndpoint.Kind.FILES),
                NamesEndpoint.of(service, NamesEndpoint.Kind.REVISIONS),
                NamesEndpoint.of(service, NamesEndpoint.Kind.COUNTRIES),
                VisitorsEndpoint.of(service),
                Endpoint.of(SourcesEndpoint.OPERATION, Sources.NAME, new SourcesEndpoint(service)::answer),
                BadgeEndpoint.svg(service),
                BadgeEndpoint.json(service),
                ChartEndpoint.chart(service),
                ChartEndpoint.sparkline(service),
                Endpoint.of(CompareEndpoint.OPERATION, new CompareEndpoint(service)::answer),
                Endpoint.of(EmbedEndpoint.OPERATION, new EmbedEndpoint(service)::answer),
                Endpoint.of(LikeEndpoint.OPERATION, new LikeEndpoint(service)::answer),
                Endpoint.of(LikersEndpoint.OPERATION, new LikersEndpoint(service)::answer),
                TrendingEndpoint.of(service),
                Endpoint.of(SearchEndpoint.OPERATION, new SearchEndpoint(service)::answer),
                Endpoint.of(UnusedEndpoint.OPERATION, new UnusedEndpoint(service)::answer),
                Endpoint.of(LikesOfUserEndpoint.OPERATION, new LikesOfUserEndpoint(service)::answer),
                Endpoint.of(UserStatsEndpoint.OPERATION, Users.NAME, new UserStatsEndpoint(service)::answer),
                Endpoint.of(BulkEndpoint.OPERATION, new BulkEndpoint(service)::answer),
                Endpoint.of(NamespaceEndpoint.OPERATION, new NamespaceEndpoint(service)::answer),
                Endpoint.of(DailyEndpoint.OPERATION, new DailyEndpoint(service)::answer),
                Endpoint.of(HourlyRowsEndpoint.OPERATION, Hours.NAME, new HourlyRowsEndpoint(service)::answer));
    }

    record StatsEndpoint(QueryService service) {
        private static final Table<RepositoryNumbers> TOTALS = Table.<RepositoryNumbers>of(
                        Column.count("downloads", numbers -> numbers.totals().downloads()),
                        Column.count("likes", RepositoryNumbers::likes))
                .named("Stats");

        static final Operation OPERATION = Responses.repository(
                Operation.get("/{type}s/{namespace}/{name}/stats", "A repository's totals.")
                        .taking(AnswerRenderer.PARTIAL),
                Response.of(200, "The totals.", Reply.JSON, TOTALS.schema()));

        Reply answer(Request request) {
            AnswerRenderer.isPartialAllowed(request.query());
            return service.answers()
                    .reply(
                            service.repositories().repository(request),
                            seen -> seen.map(repository -> AnswerRenderer.json(TOTALS, repository.numbers())));
        }
    }
}
