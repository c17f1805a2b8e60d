package dev.footfall.queryapi.http;

import dev.footfall.events.RepoType;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.route.AllRows;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.RowMerge;
import dev.footfall.web.Places;
import dev.footfall.web.Reply;
import dev.footfall.web.StreamedBody;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** {@code GET /v1/daily}: all daily rows that the caller may read, in the order of type, repository and day. */
final class DailyRoute implements Route.Action {
    private static final QueryParameter.Word TYPE = new QueryParameter.Word(
            "repo_type", "Which repositories; all when not given.", Optional.empty(), Shapes.TYPES);
    private static final QueryParameter.Word FORMAT = new QueryParameter.Word(
            "format", "How the rows are written.", Optional.of(Formats.CSV), List.of(Formats.CSV, Formats.NDJSON));
    private static final int STANDARD_DAYS = 30;

    static final Operation OPERATION = Responses.streamed(
            Operation.get("/v1/daily", "All days of all repositories that the caller may see.")
                    .taking(Period.FROM.described(), Period.TO.described(), TYPE.described(), FORMAT.described()),
            Response.of(
                            200,
                            "One row for each repository and UTC day that has counted events, by type, repository and day;"
                                    + " the last 30 days when no others are asked for. A broken transfer is no answer.",
                            Formats.CSV_TYPE,
                            Schema.text())
                    .or(Formats.NDJSON_TYPE, Schema.text().with("description", "One object per line.")));

    private final Asking asking;

    DailyRoute(Asking asking) {
        this.asking = asking;
    }

    @Override
    public Reply answer(Request request) {
        QueryParameters query = request.query();
        Period period = Period.chosen(query).orElseGet(() -> Period.endingAt(asking.today(), STANDARD_DAYS));
        Optional<RepoType> type = TYPE.of(query).flatMap(RepoType::ofLabel);
        DailyFormat format =
                FORMAT.of(query).filter(Formats.NDJSON::equals).isPresent() ? DailyFormat.ndjson() : DailyFormat.csv();

        Places.Place place = request.placeAmong(asking.shares().exports());
        Optional<StreamedBody> started = Optional.empty();
        try {
            Answer<RowMerge> rows =
                    asking.state().rows(new AllRows(type, period.start(), period.end(), request.caller()));
            Reply reply = asking.numbers()
                    .reply(
                            rows,
                            merge ->
                                    Optional.of(Reply.streaming(format.contentType(), new Rows(merge, format, place))));
            started = reply.streamed();
            if (started.isEmpty()) rows.map(DailyRoute::closed); // such as too far behind
            return reply;
        } finally {
            if (started.isEmpty()) place.close();
        }
    }

    private static boolean closed(RowMerge rows) {
        rows.close();
        return true;
    }

    /** The rows while they are sent. */
    private record Rows(RowMerge merge, DailyFormat format, Places.Place place) implements StreamedBody {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            try (DailyFormat.Writer writer = format.to(out)) {
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
