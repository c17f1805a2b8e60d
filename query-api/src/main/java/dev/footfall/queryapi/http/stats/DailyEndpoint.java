package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.query.RepositoryRow;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.RowExport;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.question.AllRows;
import dev.footfall.queryapi.table.RowWriter;
import dev.footfall.queryapi.table.Table;
import dev.footfall.queryapi.table.TableFormat;
import dev.footfall.web.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;

/** {@code GET /v1/daily}: all daily rows that the caller may read, in the order of type, repository and day. */
final class DailyEndpoint implements Endpoint {
    private static final int STANDARD_DAYS = 30;
    private static final Table<RepositoryRow<RepositoryDay>> ROWS = Table.<RepositoryRow<RepositoryDay>>of(
                    CommonSchemas.type(RepositoryRow::repo), CommonSchemas.id(RepositoryRow::repo))
            .and(RecentEndpoint.DAYS.showing(Set.of(RecentEndpoint.BYTES)), RepositoryRow::day);

    private static final Operation OPERATION = ExportChoice.described(
            Operation.get("/v1/daily", "All days of all repositories that the caller may see."),
            "One row for each repository and UTC day that has counted events, by type, repository and day; the last 30 days"
                    + " when no others are asked for.");

    private final QueryService service;

    DailyEndpoint(QueryService service) {
        this.service = service;
    }

    @Override
    public Operation operation() {
        return OPERATION;
    }

    @Override
    public Reply answer(Request request) {
        ExportChoice choice = ExportChoice.of(request.query(), service.today(), STANDARD_DAYS);
        return new RowExport(service)
                .reply(
                        request,
                        new AllRows(choice.range(), request.caller()),
                        choice.format().mediaType(),
                        (rows, out) -> write(rows, choice.format(), out));
    }

    private static void write(RowCursor<RepositoryDay> rows, TableFormat format, OutputStream out) throws IOException {
        try (RowWriter<RepositoryRow<RepositoryDay>> writer = format.writer(ROWS, out)) {
            while (rows.hasNext()) writer.write(rows.next());
        }
    }
}
