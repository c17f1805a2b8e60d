package dev.footfall.dialects.analytics;

import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Json;
import dev.footfall.web.openapi.Schema;
import java.util.List;

/** The most entries of a list. A list that is cut by a limit which nobody asked for is marked as truncated. */
record ListLimit(int most, boolean isAskedFor) {
    static final QueryParameter<Integer> OF_MODELS =
            QueryParameter.integer("limit", "The number of models.", 10_000, 1, 100_000);

    static final String TRUNCATED = "truncated";

    static ListLimit of(QueryParameter<Integer> parameter, QueryParameters query) {
        return new ListLimit(parameter.of(query), query.has(parameter.name()));
    }

    static Schema schema(Schema answer) {
        return answer.maybe(TRUNCATED, Schema.bool().with("const", true));
    }

    <R> Json.Fields fields(String name, Table<R> table, List<R> first, long all) {
        return json -> {
            table.writeList(json, name, first);
            if (all > most && !isAskedFor) json.writeBooleanField(TRUNCATED, true);
        };
    }
}
