package dev.footfall.queryapi.http.analytics;

import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.route.RepositoryCounts;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import java.util.List;

/** {@code GET /v1/analytics/summary}: the numbers of all repositories of a period together. */
final class Summary {
    private static final Table<List<RepositoryCounts>> TABLE = Table.<List<RepositoryCounts>>of(
                    Column.count("total_messages", all -> Model.sum(all).files()),
                    Column.count("total_chats", all -> Model.sum(all).downloads()),
                    Column.count("total_models", all -> (long) all.size()))
            .named("AnalyticsSummary");

    private static final Operation OPERATION = Responses.administrators(
            Operation.get("/v1/analytics/summary", "The numbers of a period.").taking(TimeSpan.described()),
            Response.of(200, "Files, downloads begun, and repositories with a file.", Reply.JSON, TABLE.schema()));

    private Summary() {}

    static Endpoint endpoint(QueryService service) {
        return new PeriodEndpoint(service, OPERATION, query -> all -> json -> TABLE.writeFields(json, all));
    }
}
