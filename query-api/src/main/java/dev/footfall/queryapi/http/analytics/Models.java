package dev.footfall.queryapi.http.analytics;

import dev.footfall.aggregator.rollup.HourlyCounts;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.route.RepositoryCounts;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import java.util.List;
import java.util.function.Function;

/** {@code GET /v1/analytics/models}: the repositories of a period, by their files. */
final class Models {
    static final Column<Model> ID = Column.text("model_id", Model::id);

    private static final String LIST = "models";
    private static final Table<Model> TABLE = Table.of(
                    ID,
                    Column.<Model>count("count", model -> model.counts().files()),
                    Column.<Model>count("unique_chats", model -> model.counts().downloads()))
            .named("AnalyticsModel");

    private static final Operation OPERATION = Responses.administrators(
            Operation.get("/v1/analytics/models", "The repositories of a period, by their files.")
                    .taking(TimeSpan.described())
                    .taking(ListLimit.OF_MODELS.described()),
            Response.of(
                    200,
                    "By count, descending, then by model_id; unique_chats are the downloads that began in the period.",
                    Reply.JSON,
                    ListLimit.schema(Schema.object().and(LIST, Schema.list(TABLE.schema())))
                            .named("AnalyticsModels")));

    private Models() {}

    static Endpoint endpoint(QueryService service) {
        return new PeriodEndpoint(service, OPERATION, Models::view);
    }

    private static Function<List<RepositoryCounts>, Json.Fields> view(QueryParameters query) {
        ListLimit limit = ListLimit.of(ListLimit.OF_MODELS, query);
        return all -> limit.fields(LIST, TABLE, Model.ranked(all, HourlyCounts.Hour::files));
    }
}
