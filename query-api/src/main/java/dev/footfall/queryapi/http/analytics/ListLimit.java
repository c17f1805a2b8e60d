package dev.footfall.queryapi.http.analytics;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Json;
import java.io.IOException;
import java.util.List;

/**
 * The most entries of a list. A list that is cut by a limit which nobody asked for is marked as truncated.
 *
 * @param most the number of entries
 * @param isAskedFor true if the caller gave it
 */
record ListLimit(int most, boolean isAskedFor) {
    /** The parameter of lists of models. */
    static final QueryParameter.IntParameter OF_MODELS =
            new QueryParameter.IntParameter("limit", "How many models.", 10_000, 1, 100_000);

    /** The name of the mark. */
    static final String TRUNCATED = "truncated";

    static ListLimit of(QueryParameter.IntParameter parameter, QueryParameters query) {
        return new ListLimit(parameter.of(query), query.has(parameter.name()));
    }

    /** The shape of an answer that may be truncated. */
    static Schema schema(Schema answer) {
        return answer.maybe(TRUNCATED, Schema.bool().with("const", true));
    }

    /** The first rows of so many as a list, and the mark. */
    <R> Json.Fields fields(String name, Table<R> table, List<R> first, long all) {
        return json -> {
            table.writeList(json, name, first);
            mark(json, all);
        };
    }

    /** Marks a list of the first of so many. */
    void mark(JsonGenerator json, long all) throws IOException {
        if (all > most && !isAskedFor) json.writeBooleanField(TRUNCATED, true);
    }
}
