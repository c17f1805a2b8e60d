package dev.footfall.dialects.newapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.queryapi.question.DayHours;
import dev.footfall.queryapi.question.RepositoryHour;
import dev.footfall.queryapi.route.RepositoryRow;
import dev.footfall.queryapi.route.RowCursor;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.queryapi.table.TableFormat;
import dev.footfall.web.openapi.Schema;
import java.io.IOException;
import java.io.OutputStream;

final class Usage {
    static final Table<RepositoryRow<RepositoryHour>> OF_ALL = Table.of(
            Column.text("model_name", row -> row.repo().mixedName()),
            Column.count("created_at", row -> row.day().begin().getEpochSecond()),
            Column.count("count", row -> row.day().counts().files()),
            Column.count("quota", row -> row.day().counts().downloads()),
            Column.count("token_used", row -> row.day().counts().bytes()));

    private Usage() {}

    static Schema schema(Schema row) {
        return Schema.object()
                .and("success", Schema.bool().with("const", true))
                .and("message", Schema.text().with("maxLength", 0))
                .and("data", Schema.list(row));
    }

    static void writeSuccess(JsonGenerator json) throws IOException {
        json.writeBooleanField("success", true);
        json.writeStringField("message", "");
    }

    /** An aborted one is invalid JSON, never a complete-looking prefix. */
    static void write(RowCursor<DayHours> days, UsagePeriod period, OutputStream out) throws IOException {
        try (JsonGenerator json = TableFormat.json(out).disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)) {
            json.writeStartObject();
            writeSuccess(json);
            json.writeArrayFieldStart("data");
            while (days.hasNext()) write(days.next(), period, json);
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(RepositoryRow<DayHours> row, UsagePeriod period, JsonGenerator json) throws IOException {
        for (RepositoryHour hour : row.day().each()) {
            boolean isIn = hour.hasRequests() && period.contains(hour.begin());
            if (isIn) OF_ALL.write(json, new RepositoryRow<>(row.repo(), hour));
        }
    }
}
