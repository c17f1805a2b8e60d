package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.projection.Hours;
import dev.footfall.aggregator.query.RepositoryRow;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.GapHeader;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.RowExport;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.question.AllHours;
import dev.footfall.queryapi.question.HourOfDay;
import dev.footfall.queryapi.question.HoursQuery;
import dev.footfall.queryapi.table.RowWriter;
import dev.footfall.queryapi.table.Table;
import dev.footfall.queryapi.table.TableFormat;
import dev.footfall.web.Reply;
import java.io.IOException;
import java.io.OutputStream;

/** {@code GET /v1/hourly}: all hours that the caller may read, in the order of type, repository and hour. */
record HourlyRowsEndpoint(QueryService service) {
    private static final Table<RepositoryRow<HourOfDay>> ROWS = Table.<RepositoryRow<HourOfDay>>of(
                    CommonSchemas.type(RepositoryRow::repo), CommonSchemas.id(RepositoryRow::repo))
            .and(HourlyEndpoint.HOURS, RepositoryRow::day);

    private static final Operation OPERATION = ExportChoice.described(
            Operation.get("/v1/hourly", "All hours of all repositories that the caller may see."),
            "One row for each repository and UTC hour that has counted events, by type, repository and hour; the last seven"
                    + " days when no others are asked for.");

    static Endpoint of(QueryService service) {
        return Endpoint.of(OPERATION, Hours.NAME, new HourlyRowsEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        ExportChoice choice = ExportChoice.of(request.query(), service.today(), HourlyEndpoint.STANDARD_DAYS);
        GapHeader gaps = GapHeader.of(service, choice.period());
        Reply reply = new RowExport(service)
                .reply(
                        request,
                        new AllHours(choice.range(), request.caller()),
                        choice.format().mediaType(),
                        (days, out) -> write(days, choice.format(), out));
        return gaps.on(reply);
    }

    private static void write(RowCursor<HoursQuery.Day> days, TableFormat format, OutputStream out) throws IOException {
        try (RowWriter<RepositoryRow<HourOfDay>> writer = format.writer(ROWS, out)) {
            while (days.hasNext()) write(days.next(), writer);
        }
    }

    private static void write(RepositoryRow<HoursQuery.Day> row, RowWriter<RepositoryRow<HourOfDay>> writer)
            throws IOException {
        for (HourOfDay hour : row.day().each()) {
            if (hour.hasFiles()) writer.write(new RepositoryRow<>(row.repo(), hour));
        }
    }
}
