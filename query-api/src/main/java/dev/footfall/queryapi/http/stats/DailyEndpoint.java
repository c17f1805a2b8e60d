package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.query.RepositoryRow;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.route.AllRows;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.RowWriter;
import dev.footfall.queryapi.table.Table;
import dev.footfall.queryapi.table.TableFormat;
import dev.footfall.web.Places;
import dev.footfall.web.Reply;
import dev.footfall.web.StreamedBody;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code GET /v1/daily}: all daily rows that the caller may read, in the order of type, repository and day. */
final class DailyEndpoint implements Endpoint {
    private static final QueryParameter.EnumParameter TYPE = new QueryParameter.EnumParameter(
            "repo_type", "Which repositories; all when not given.", Optional.empty(), CommonSchemas.TYPES);
    private static final QueryParameter.EnumParameter FORMAT = new QueryParameter.EnumParameter(
            "format",
            "How the rows are written.",
            Optional.of(TableFormat.CSV.label()),
            List.of(TableFormat.CSV.label(), TableFormat.NDJSON.label()));
    private static final PeriodParameter PERIOD = new PeriodParameter(Period.MAX_DAYS);
    private static final int STANDARD_DAYS = 30;
    static final Table<RepositoryRow<RepositoryDay>> ROWS = Table.<RepositoryRow<RepositoryDay>>of(
                    CommonSchemas.type(RepositoryRow::repo), CommonSchemas.id(RepositoryRow::repo))
            .and(RecentEndpoint.DAYS.showing(Set.of(RecentEndpoint.BYTES)), RepositoryRow::day);

    private static final Operation OPERATION = Responses.streamed(
            Operation.get("/v1/daily", "All days of all repositories that the caller may see.")
                    .taking(PERIOD.from(), PERIOD.to(), TYPE.described(), FORMAT.described()),
            Response.of(
                            200,
                            "One row for each repository and UTC day that has counted events, by type, repository and day;"
                                    + " the last 30 days when no others are asked for. A broken transfer is no answer.",
                            TableFormat.CSV.mediaType(),
                            Schema.text())
                    .or(TableFormat.NDJSON.mediaType(), Schema.text().with("description", "One object per line.")));

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
        QueryParameters query = request.query();
        Period period = PERIOD.of(query).orElseGet(() -> Period.endingAt(service.today(), STANDARD_DAYS));
        Optional<RepoType> type = TYPE.of(query).flatMap(RepoType::ofLabel);
        boolean isNdjson =
                FORMAT.of(query).filter(TableFormat.NDJSON.label()::equals).isPresent();
        TableFormat format = isNdjson ? TableFormat.NDJSON : TableFormat.CSV;

        Places.Place place = request.placeAmong(service.shares().exports());
        Optional<StreamedBody> started = Optional.empty();
        try {
            Answer<RowCursor<RepositoryDay>> rows = service.state()
                    .rows(new AllRows(new RowRange(type, period.start(), period.end()), request.caller()));
            Reply reply = service.answers()
                    .reply(
                            rows,
                            merge -> Optional.of(Reply.streaming(format.mediaType(), new Rows(merge, format, place))));
            started = reply.streamed();
            if (started.isEmpty()) rows.map(DailyEndpoint::closed); // such as too far behind
            return reply;
        } finally {
            if (started.isEmpty()) place.close();
        }
    }

    private static boolean closed(RowCursor<RepositoryDay> rows) {
        rows.close();
        return true;
    }

    /** The rows while they are sent. */
    private record Rows(RowCursor<RepositoryDay> merge, TableFormat format, Places.Place place)
            implements StreamedBody {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            try (RowWriter<RepositoryRow<RepositoryDay>> writer = format.writer(ROWS, out)) {
                while (merge.hasNext()) writer.write(merge.next());
            }
        }

        @Override
        public void close() {
            place.close();
            merge.close();
        }
    }
}
