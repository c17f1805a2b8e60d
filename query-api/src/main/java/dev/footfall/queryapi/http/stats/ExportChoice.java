package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.RowRange;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.TypeParameter;
import dev.footfall.queryapi.table.TableFormat;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

record ExportChoice(Optional<RepoType> type, Period period, TableFormat format, ZoneId zone) {
    private static final QueryParameter<String> FORMAT = QueryParameter.word(
            "format",
            "The format of the rows.",
            TableFormat.CSV.label(),
            List.of(TableFormat.CSV.label(), TableFormat.NDJSON.label()));

    private static PeriodParameter period(int standardDays) {
        return PeriodParameter.of(standardDays, Period.MAX_DAYS, Period.MAX_DAYS);
    }

    /** {@code days}: the number of days when no period is asked for. */
    static Operation described(Operation operation, int days, String rows) {
        return Responses.streamed(
                        operation.taking(period(days), TypeParameter.ANY, FORMAT),
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

    /** {@code days}: as in its description. */
    static ExportChoice of(QueryParameters query, QueryService service, int days) {
        ZoneId zone = Zones.of(query);
        LocalDate today = LocalDate.ofInstant(service.now(), zone);
        Period period = period(days).of(query, today);
        Optional<RepoType> type = TypeParameter.ANY.of(query);
        var format = TableFormat.valueOf(FORMAT.of(query).toUpperCase(Locale.ROOT));
        return new ExportChoice(type, period, format, zone);
    }
}
