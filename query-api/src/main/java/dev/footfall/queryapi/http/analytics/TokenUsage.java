package dev.footfall.queryapi.http.analytics;

import dev.footfall.aggregator.rollup.HourlyCounts;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code GET /v1/analytics/tokens}: the repositories of a period, by the bytes that were sent of them. */
final class TokenUsage {
    private static final String LIST = "models";
    private static final Table<Model> TABLE = Table.<Model>of(
                    Models.ID,
                    Column.count("input_tokens", model -> 0L),
                    Column.count("output_tokens", model -> model.counts().bytes()),
                    Column.count("total_tokens", model -> model.counts().bytes()),
                    Column.count("message_count", model -> model.counts().files()))
            .named("AnalyticsTokens");
    private static final Table<HourlyCounts.Hour> TOTAL = Table.of(
            Column.count("total_input_tokens", sum -> 0L),
            Column.count("total_output_tokens", HourlyCounts.Hour::bytes),
            Column.count("total_tokens", HourlyCounts.Hour::bytes));

    private static final Operation OPERATION = Responses.administrators(
            Operation.get("/v1/analytics/tokens", "The repositories of a period, by the bytes that were sent.")
                    .taking(TimeSpan.described())
                    .taking(ListLimit.OF_MODELS.described()),
            Response.of(
                    200,
                    "By total_tokens, descending, then by model_id. The totals are of all, also those beyond the limit.",
                    Reply.JSON,
                    ListLimit.schema(Schema.object()
                                    .and(LIST, Schema.list(TABLE.schema()))
                                    .and("total_input_tokens", Schema.count())
                                    .and("total_output_tokens", Schema.count())
                                    .and("total_tokens", Schema.count()))
                            .named("AnalyticsTokenUsage")));

    private TokenUsage() {}

    static Endpoint endpoint(QueryService service) {
        return new PeriodEndpoint(service, OPERATION, TokenUsage::view, Optional.empty());
    }

    private static Function<PeriodCounts, Json.Fields> view(QueryParameters query) {
        ListLimit limit = ListLimit.of(ListLimit.OF_MODELS, query);
        return counts -> json -> {
            List<Model> first = Model.first(limit.most(), counts.all(), HourlyCounts.Hour::bytes);
            limit.fields(LIST, TABLE, first, counts.all().size()).writeTo(json);
            TOTAL.writeFields(json, Model.sum(counts.all()));
        };
    }
}
