package dev.footfall.queryapi.http;

import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.RowsQuery;
import dev.footfall.web.Permits;
import dev.footfall.web.Reply;
import dev.footfall.web.Reply.StreamedBody;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Replies that are rows of any number, read while they are sent. Each takes one of the places for exports. */
public record RowExport(QueryService service) {
    @FunctionalInterface
    public interface Body<T> {
        void write(RowCursor<T> rows, OutputStream out) throws IOException;
    }

    public <T> Reply reply(Request request, RowsQuery<T> question, String mediaType, Body<T> body) {
        Permits.Permit permit = request.permitOf(service.shares().exports());
        Optional<StreamedBody> started = Optional.empty();
        try {
            Answer<RowCursor<T>> rows = service.state().rows(question);
            Reply reply = service.reply(rows, merge -> Reply.streaming(mediaType, new Streamed<>(merge, body, permit)));
            started = reply.streamed();
            if (started.isEmpty()) rows.map(RowExport::closed); // such as too far behind
            return reply;
        } finally {
            if (started.isEmpty()) permit.close();
        }
    }

    private static <T> boolean closed(RowCursor<T> rows) {
        rows.close();
        return true;
    }

    private record Streamed<T>(RowCursor<T> rows, Body<T> body, Permits.Permit permit) implements StreamedBody {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            body.write(rows, out);
        }

        @Override
        public void close() {
            permit.close();
            rows.close();
        }
    }
}
