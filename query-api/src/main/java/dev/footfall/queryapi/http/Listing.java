package dev.footfall.queryapi.http;

import dev.footfall.queryapi.table.Table;
import dev.footfall.queryapi.table.TableFormat;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.util.List;

/**
 * An answer that is a table's rows and the period that they are of, as JSON or as CSV. {@code field}: the name of the
 * list of rows in JSON.
 */
public record Listing<R>(String field, Table<R> table) {
    public static final QueryParameter<String> FORMAT = QueryParameter.word(
            "format", "The format of the answer.", "json", List.of("json", TableFormat.CSV.label()));

    /** True if the answer is wanted as CSV, which cannot say that it is only a part. */
    public static boolean isCsv(QueryParameters query) {
        boolean isCsv = FORMAT.of(query).equals(TableFormat.CSV.label());
        if (isCsv && query.has(AnswerRenderer.PARTIAL.name())) {
            throw new BadParameter(AnswerRenderer.PARTIAL.name(), "allow", "not allowed with format=csv");
        }
        return isCsv;
    }

    public Schema schema() {
        return Schema.object().and(field, Schema.list(table.schema())).and("period", Period.TABLE.schema());
    }

    public Response described(String meaning, Schema json) {
        return Response.of(200, meaning, Reply.JSON, json).or(TableFormat.CSV.mediaType(), Schema.text());
    }

    public Json.Fields fields(List<R> rows, Period period) {
        return json -> {
            table.writeList(json, field, rows);
            period.writeTo(json);
        };
    }

    public Json.Fields fields(ListedRows<R> part, Period period) {
        return json -> {
            fields(part.rows(), period).writeTo(json);
            part.writeNext(json);
        };
    }

    public Reply reply(ListedRows<R> part, Period period, boolean isCsv) {
        return isCsv ? csv(part.rows()) : AnswerRenderer.json(fields(part, period));
    }

    public Reply reply(List<R> rows, Period period, boolean isCsv) {
        return isCsv ? csv(rows) : AnswerRenderer.json(fields(rows, period));
    }

    public Reply csv(List<R> rows) {
        return Reply.of(200, TableFormat.CSV.mediaType(), TableFormat.CSV.bytes(table, rows));
    }
}
