package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.RowRange;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.table.TableFormat;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of an export.
 *
 * @param range the rows that are wanted
 * @param format the way in which they are written
 */
record ExportChoice(RowRange range, TableFormat format) {
    private static final QueryParameter.EnumParameter TYPE = new QueryParameter.EnumParameter(
            "repo_type", "Which repositories; all when not given.", Optional.empty(), CommonSchemas.TYPES);
    private static final QueryParameter.EnumParameter FORMAT = new QueryParameter.EnumParameter(
            "format",
            "How the rows are written.",
            Optional.of(TableFormat.CSV.label()),
            List.of(TableFormat.CSV.label(), TableFormat.NDJSON.label()));
    private static final PeriodParameter PERIOD = new PeriodParameter(Period.MAX_DAYS);

    /**
     * An operation with these parameters.
     *
     * @param rows the rows of its answer, in a sentence
     */
    static Operation described(Operation operation, String rows) {
        return Responses.streamed(
                operation.taking(PERIOD.from(), PERIOD.to(), TYPE.described(), FORMAT.described()),
                Response.of(200, rows + " A broken transfer is no answer.", TableFormat.CSV.mediaType(), Schema.text())
                        .or(TableFormat.NDJSON.mediaType(), Schema.text().with("description", "One object per line.")));
    }

    /** The days that are wanted. */
    Period period() {
        return new Period(range.from(), range.to());
    }

    /**
     * Reads them.
     *
     * @param days the number of days up to today when no others are asked for
     */
    static ExportChoice of(QueryParameters query, LocalDate today, int days) {
        Period period = PERIOD.of(query).orElseGet(() -> Period.endingAt(today, days));
        Optional<RepoType> type = TYPE.of(query).flatMap(RepoType::ofLabel);
        boolean isNdjson =
                FORMAT.of(query).filter(TableFormat.NDJSON.label()::equals).isPresent();
        return new ExportChoice(
                new RowRange(type, period.start(), period.end()), isNdjson ? TableFormat.NDJSON : TableFormat.CSV);
    }
}
