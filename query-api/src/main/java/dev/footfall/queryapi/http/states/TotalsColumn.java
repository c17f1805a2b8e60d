package dev.footfall.queryapi.http.states;

import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.states.StateTotals;
import dev.footfall.queryapi.table.Column;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Columns of totals: one object, or in CSV a column for each number. */
final class TotalsColumn {
    static final Schema SCHEMA = Schema.object()
            .and("downloads", Schema.count())
            .and("authenticated", Schema.count())
            .and("files", Schema.count())
            .and("bytes", Schema.count())
            .and("excluded", Schema.count())
            .named("StateTotals");

    private TotalsColumn() {}

    static <R> Column<R> of(String name, Function<R, StateTotals> totals) {
        return new Column<>(name, SCHEMA, row -> fields(totals.apply(row)));
    }

    private static Map<String, Long> fields(StateTotals totals) {
        var fields = new LinkedHashMap<String, Long>();
        fields.put("downloads", totals.downloads());
        fields.put("authenticated", totals.authenticated());
        fields.put("files", totals.files());
        fields.put("bytes", totals.bytes());
        fields.put("excluded", totals.excluded());
        return fields;
    }
}
