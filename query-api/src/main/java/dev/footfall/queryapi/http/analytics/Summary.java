package dev.footfall.queryapi.http.analytics;

import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.RepositoryCounts;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.queryapi.users.KeptUsers;
import dev.footfall.queryapi.users.PeriodUsers;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import java.util.List;
import java.util.Optional;

/** {@code GET /v1/analytics/summary}: the numbers of all repositories of a period together. */
final class Summary {
    private static final Table<List<RepositoryCounts>> TABLE = Table.<List<RepositoryCounts>>of(
            Column.count("total_messages", all -> Model.sum(all).files()),
            Column.count("total_chats", all -> Model.sum(all).downloads()),
            Column.count("total_models", all -> (long) all.size()));
    private static final String USERS = "total_users";

    private static final Operation OPERATION = Responses.administrators(
            Operation.get("/v1/analytics/summary", "The numbers of a period.").taking(TimeSpan.described()),
            Response.of(
                    200,
                    "Files, downloads begun, repositories with a file, and users with one: these where users are counted,"
                            + " of a period with few enough to be added up.",
                    Reply.JSON,
                    TABLE.schema().maybe(USERS, Schema.count()).named("AnalyticsSummary")));

    private Summary() {}

    static Endpoint endpoint(QueryService service, KeptUsers users) {
        return new PeriodEndpoint(service, OPERATION, query -> Summary::fields, Optional.of(users));
    }

    private static Json.Fields fields(PeriodCounts counts) {
        return json -> {
            TABLE.writeFields(json, counts.all());
            Optional<PeriodUsers> users = counts.users();
            if (users.isPresent()) json.writeNumberField(USERS, users.get().number());
        };
    }
}
