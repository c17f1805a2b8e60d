package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
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
                StatsEndpoint.of(service),
                RecentEndpoint.of(service),
                HourlyEndpoint.of(service),
                Breakdown.clients(service),
                Breakdown.classes(service),
                NamesEndpoint.of(service, NamesEndpoint.Kind.REVISIONS),
                FilesEndpoint.of(service),
                SourcesEndpoint.of(service),
                BadgeEndpoint.svg(service),
                BadgeEndpoint.json(service),
                ChartEndpoint.chart(service),
                ChartEndpoint.sparkline(service),
                CompareEndpoint.of(service),
                EmbedEndpoint.of(service),
                LikeEndpoints.LikeEndpoint.of(service),
                LikeEndpoints.LikersEndpoint.of(service),
                TrendingEndpoint.of(service),
                SearchEndpoint.of(service),
                UnusedEndpoint.of(service),
                LikeEndpoints.LikesOfUserEndpoint.of(service),
                UserStatsEndpoint.of(service),
                BulkEndpoint.of(service),
                NamespaceEndpoint.of(service),
                DailyEndpoint.of(service),
                HourlyEndpoint.HourlyRowsEndpoint.of(service));
    }

    /** {@code GET /{type}s/{namespace}/{name}/stats}: a repository's downloads of all days, and its likes. */
    record StatsEndpoint(QueryService service) {
        private static final Table<RepositoryNumbers> TOTALS = Table.<RepositoryNumbers>of(
                        Column.count("downloads", numbers -> numbers.totals().downloads()),
                        Column.count("likes", RepositoryNumbers::likes))
                .named("Stats");

        private static final Operation OPERATION = Responses.repository(
                Operation.get("/{type}s/{namespace}/{name}/stats", "A repository's totals.")
                        .taking(AnswerRenderer.PARTIAL.described()),
                Response.of(200, "The totals.", Reply.JSON, TOTALS.schema()));

        static Endpoint of(QueryService service) {
            return Endpoint.of(OPERATION, new StatsEndpoint(service)::answer);
        }

        private Reply answer(Request request) {
            AnswerRenderer.isPartialAllowed(request.query());
            return service.answers()
                    .reply(
                            service.repositories().repository(request),
                            seen -> seen.map(repository -> AnswerRenderer.json(TOTALS, repository.numbers())));
        }
    }
}
