package dev.footfall.queryapi.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Schema;
import java.io.IOException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;

/** Of UTC days; the {@code end} is inclusive, not before the start. */
public record Period(LocalDate start, LocalDate end) {
    static final String HEADER = "X-Footfall-Period";

    public static final int MAX_DAYS = 3_660;

    public static final Table<Period> TABLE = Table.of(
                    Column.date("start", Period::start),
                    Column.date("end", Period::end),
                    new Column<>("days", Schema.integer(1, MAX_DAYS), Period::days))
            .named("Period");

    public static Period endingAt(LocalDate end, int days) {
        return new Period(end.minusDays(days - 1L), end);
    }

    public boolean contains(LocalDate date) {
        return !date.isBefore(start) && !date.isAfter(end);
    }

    public long days() {
        return ChronoUnit.DAYS.between(start, end) + 1;
    }

    public <T> List<T> map(Function<LocalDate, T> ofDay) {
        return start.datesUntil(end.plusDays(1)).map(ofDay).toList();
    }

    /** Adds it in a header: tables and pictures have no place for it. */
    public Reply on(Reply reply) {
        return reply.status() == 200 ? reply.with(HEADER, start + "/" + end) : reply;
    }

    public void writeTo(JsonGenerator json) throws IOException {
        json.writeFieldName("period");
        TABLE.write(json, this);
    }
}
