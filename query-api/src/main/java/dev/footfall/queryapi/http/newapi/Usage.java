package dev.footfall.queryapi.http.newapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.query.RepositoryRow;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.queryapi.http.MixedName;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.HourOfDay;
import dev.footfall.queryapi.question.HoursQuery;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import java.io.IOException;
import java.io.OutputStream;

/** The answers: the hours of repositories, in the order of their names, then of time. */
final class Usage {
    /** The hours of all visitors. */
    static final Table<RepositoryRow<HourOfDay>> OF_ALL = Table.of(
            Column.text("model_name", row -> MixedName.of(row.repo())),
            Column.count("created_at", row -> row.day().begin().getEpochSecond()),
            Column.count("count", row -> row.day().counts().files()),
            Column.count("quota", row -> row.day().counts().downloads()),
            Column.count("token_used", row -> row.day().counts().bytes()));

    private static final JsonFactory JSON = new JsonFactory();

    private Usage() {}

    /** The shape of an answer whose rows have this one. */
    static Schema schema(Schema row) {
        return Schema.object()
                .and("success", Schema.bool().with("const", true))
                .and("message", Schema.text().with("maxLength", 0))
                .and("data", Schema.list(row));
    }

    /** Writes the fields before the rows. */
    static void writeSuccess(JsonGenerator json) throws IOException {
        json.writeBooleanField("success", true);
        json.writeStringField("message", "");
    }

    /** Writes an answer of any length. One that breaks off ends in the middle, and not as if it were whole. */
    static void write(RowCursor<HoursQuery.Day> days, UsagePeriod period, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)) {
            json.writeStartObject();
            writeSuccess(json);
            json.writeArrayFieldStart("data");
            while (days.hasNext()) write(days.next(), period, json);
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(RepositoryRow<HoursQuery.Day> row, UsagePeriod period, JsonGenerator json)
            throws IOException {
        for (HourOfDay hour : row.day().each()) {
            boolean isIn = hour.hasFiles() && period.contains(hour.begin());
            if (isIn) OF_ALL.write(json, new RepositoryRow<>(row.repo(), hour));
        }
    }
}
