package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.RowRange;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.table.TableFormat;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

record ExportChoice(Optional<RepoType> type, Period period, TableFormat format, ZoneId zone) {
    private static final QueryParameter<Optional<String>> TYPE =
            QueryParameter.word("repo_type", "The repositories; by default all.", CommonSchemas.TYPES);
    private static final QueryParameter<String> FORMAT = QueryParameter.word(
            "format",
            "The format of the rows.",
            TableFormat.CSV.label(),
            List.of(TableFormat.CSV.label(), TableFormat.NDJSON.label()));
    private static final PeriodParameter PERIOD = new PeriodParameter(Period.MAX_DAYS);

    static Operation described(Operation operation, String rows) {
        return Responses.streamed(
                        operation.taking(PERIOD, TYPE, FORMAT),
                        Response.of(
                                        200,
                                        rows + " Discard an interrupted transfer.",
                                        TableFormat.CSV.mediaType(),
                                        Schema.text())
                                .or(
                                        TableFormat.NDJSON.mediaType(),
                                        Schema.text().with("description", "One object per line.")))
                .answering(Responses.NOT_OF_1_0);
    }

    Series series(QueryParameter<String> interval, QueryParameters query) {
        return new Series(Interval.of(interval, query), zone, period);
    }

    RowRange range(Period days) {
        return new RowRange(type, days.start(), days.end());
    }

    /** {@code days}: the number of days up to today when no others are asked for. */
    static ExportChoice of(QueryParameters query, QueryService service, int days) {
        ZoneId zone = Zones.of(query);
        LocalDate today = LocalDate.ofInstant(service.now(), zone);
        Period period = PERIOD.of(query).orElseGet(() -> Period.endingAt(today, days));
        Optional<RepoType> type = TYPE.of(query).flatMap(RepoType::ofLabel);
        var format = TableFormat.valueOf(FORMAT.of(query).toUpperCase(Locale.ROOT));
        return new ExportChoice(type, period, format, zone);
    }
}
